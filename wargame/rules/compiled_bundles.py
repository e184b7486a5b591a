"""Tuples of tables and journals as the compiler has them: an address in memory. Imports numba: load it late.

Nothing here is counted. What comes in from outside belongs to the caller, a copied board is one block of
memory, a journal two; the loop over the games gives them back with `drop`. Counting references to tables at
every call took half of the time.

    view(parts)    a World or Board on arrays that the caller keeps
    clone(board)   a copy in a block of its own
    fresh()        an empty journal
    grown(journal) room for one row more
    drop(x)        the memory back; a board that is `kept` stays
"""

from importlib import import_module

from wargame.rules.compiled_types import BANK, COLUMN, INT, JOURNAL, ROW, Bundle, nb

cgutils = import_module("numba.core.cgutils")
extending = import_module("numba.extending")
ir = import_module("llvmlite.ir")
templates = import_module("numba.core.typing.templates")

WORD_BYTES = 8
FIRST_ROOM = 64
"""Rows that a fresh journal has room for."""


@extending.register_model(Bundle)
class BundleModel(extending.models.OpaqueModel):  # type: ignore[name-defined]
    """The address of a payload."""


@extending.infer_getattr
class BundleAttributes(templates.AttributeTemplate):  # type: ignore[name-defined]
    """The fields of a bundle."""

    key = Bundle

    def generic_resolve(self, typ, attr):
        """The type of a field, None if there is none of this name."""
        return dict(typ.columns).get(attr)


def _payload(context, builder, kind, address):
    """What stands at the address of a bundle."""
    model = context.data_model_manager[kind.payload]
    pointer = builder.bitcast(address, model.get_value_type().as_pointer())
    return cgutils.create_struct_proxy(kind.payload)(context, builder, ref=pointer)


def _payload_bytes(context, kind):
    size = context.get_abi_sizeof(context.data_model_manager[kind.payload].get_value_type())
    return -(-size // WORD_BYTES) * WORD_BYTES


def _uncounted(context, builder, kind, value):
    """An array whose memory somebody else gives back."""
    array = context.make_array(kind)(context, builder, value=value)
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    array.parent = cgutils.get_null_value(array.parent.type)
    return array


def _bytes_of(builder, array):
    return builder.mul(array.nitems, array.itemsize)


@extending.lower_getattr_generic(Bundle)
def _read(context, builder, kind, address, name):
    value = getattr(_payload(context, builder, kind, address), name)
    column = dict(kind.columns)[name]
    if isinstance(column, nb.types.Array):
        return _uncounted(context, builder, column, value)._getvalue()
    return value


@extending.lower_setattr_generic(Bundle)
def _write(context, builder, sig, arguments, name):
    kind, given = sig.args
    value = context.cast(builder, arguments[1], given, dict(kind.columns)[name])
    setattr(_payload(context, builder, kind, arguments[0]), name, value)


def view_of(kind):
    """`view` for a kind of bundle: from the tuple of its arrays to one address."""

    @extending.intrinsic
    def view(typing, parts):
        def codegen(context, builder, sig, arguments):
            size = ir.Constant(ir.IntType(64), _payload_bytes(context, kind))
            address = context.nrt.allocate(builder, size)
            payload = _payload(context, builder, kind, address)
            for i, (name, column) in enumerate(kind.columns):
                part = builder.extract_value(arguments[0], i)
                array = _uncounted(context, builder, sig.args[0][i], part)
                if isinstance(column, nb.types.Array):
                    setattr(payload, name, array._getvalue())
                else:
                    setattr(payload, name, builder.bitcast(array.data, getattr(payload, name).type))
            return address

        return kind(parts), codegen

    return view


@extending.intrinsic
def clone(typing, bundle):
    """A copy of a bundle of arrays, in one block of memory."""

    def codegen(context, builder, sig, arguments):
        old = _payload(context, builder, bundle, arguments[0])
        start = _payload_bytes(context, bundle)
        size = ir.Constant(ir.IntType(64), start)
        arrays = []
        for name, column in bundle.columns:
            arrays.append(_uncounted(context, builder, column, getattr(old, name)))
            size = builder.add(size, _bytes_of(builder, arrays[-1]))
        address = context.nrt.allocate(builder, size)
        new = _payload(context, builder, bundle, address)
        place = builder.gep(address, [ir.Constant(ir.IntType(64), start)])
        for (name, _), array in zip(bundle.columns, arrays, strict=True):
            length = _bytes_of(builder, array)
            cgutils.raw_memcpy(builder, place, array.data, length, 1)
            array.data = builder.bitcast(place, array.data.type)
            setattr(new, name, array._getvalue())
            place = builder.gep(place, [length])
        return address

    return bundle(bundle), codegen


@extending.intrinsic
def drop(typing, bundle, kept):
    """The memory of a board back, unless it is the board that is kept."""

    def codegen(context, builder, sig, arguments):
        one, other = (builder.ptrtoint(a, ir.IntType(64)) for a in arguments)
        with builder.if_then(builder.icmp_unsigned("!=", one, other)):
            context.nrt.free(builder, arguments[0])
        return context.get_dummy_value()

    return nb.void(bundle, kept), codegen


@extending.intrinsic
def give_back(typing, bundle):
    """The memory of what `view` gave."""

    def codegen(context, builder, sig, arguments):
        context.nrt.free(builder, arguments[0])
        return context.get_dummy_value()

    return nb.void(bundle), codegen


# ---- journals ----------------------------------------------------------------------------------------------


def _set_bank(context, builder, payload, room):
    """A new bank for so many rows; returns the address of its memory."""
    i64 = ir.IntType(64)
    size = builder.mul(room, ir.Constant(i64, ROW * WORD_BYTES))
    memory = context.nrt.allocate(builder, size)
    array = context.make_array(BANK)(context, builder)
    row, word = ir.Constant(i64, ROW), ir.Constant(i64, WORD_BYTES)
    array.data = builder.bitcast(memory, array.data.type)
    array.shape = cgutils.pack_array(builder, [room, row])
    array.strides = cgutils.pack_array(builder, [ir.Constant(i64, ROW * WORD_BYTES), word])
    array.nitems = builder.mul(room, row)
    array.itemsize = word
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    array.parent = cgutils.get_null_value(array.parent.type)
    payload.bank = array._getvalue()
    return memory


@extending.intrinsic
def fresh(typing):
    """An empty journal: one block for its head, another for its bank."""

    def codegen(context, builder, sig, arguments):
        i64 = ir.IntType(64)
        start = _payload_bytes(context, JOURNAL)
        address = context.nrt.allocate(builder, ir.Constant(i64, start + 2 * WORD_BYTES))
        payload = _payload(context, builder, JOURNAL, address)
        head = context.make_array(COLUMN)(context, builder)
        two, word = ir.Constant(i64, 2), ir.Constant(i64, WORD_BYTES)
        head.data = builder.bitcast(builder.gep(address, [ir.Constant(i64, start)]), head.data.type)
        head.shape = cgutils.pack_array(builder, [two])
        head.strides = cgutils.pack_array(builder, [word])
        head.nitems = two
        head.itemsize = word
        head.meminfo = cgutils.get_null_value(head.meminfo.type)
        head.parent = cgutils.get_null_value(head.parent.type)
        payload.head = head._getvalue()
        zero = ir.Constant(i64, 0)
        for i in (0, 1):
            builder.store(zero, builder.gep(head.data, [ir.Constant(i64, i)]))
        payload.count = zero
        _set_bank(context, builder, payload, ir.Constant(i64, FIRST_ROOM))
        return address

    return JOURNAL(), codegen


@extending.intrinsic
def grown(typing, journal, room):
    """A larger bank with the same rows."""

    def codegen(context, builder, sig, arguments):
        payload = _payload(context, builder, JOURNAL, arguments[0])
        old = context.make_array(BANK)(context, builder, value=payload.bank)
        data = old.data
        length = builder.mul(payload.count, ir.Constant(ir.IntType(64), ROW * WORD_BYTES))
        memory = _set_bank(context, builder, payload, arguments[1])
        cgutils.raw_memcpy(builder, memory, data, length, 1)
        context.nrt.free(builder, builder.bitcast(data, memory.type))
        return context.get_dummy_value()

    return nb.void(JOURNAL, INT), codegen


@extending.intrinsic
def drop_journal(typing, journal):
    """The memory of a journal back."""

    def codegen(context, builder, sig, arguments):
        bank = context.make_array(BANK)(
            context, builder, value=_payload(context, builder, JOURNAL, arguments[0]).bank
        )
        context.nrt.free(builder, builder.bitcast(bank.data, arguments[0].type))
        context.nrt.free(builder, arguments[0])
        return context.get_dummy_value()

    return nb.void(journal), codegen
