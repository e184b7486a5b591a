"""Tuples of tables, lists and journals as the compiler has them. Imports numba: load it late.

A World, Board or Journal is the address of its fields. Nothing is counted: tables from outside belong to the
caller, boards and lists lie in working memory (`compiled_memory.py`), a journal has blocks of its own that
the loop over the games gives back. Counting references took half of the time.

    view(parts)           a World or Board on arrays that the caller keeps; `give_back` when done
    made(parts)           any bundle on lists in working memory, where it lies itself
    clone(board)          a copy in working memory
    alone(board)          all but a clone is given up, and what was taken after it
    shelve(shelf, n, rows)  a table to its place among those of the boards that leave
    room(n)               a list of n integers in working memory, not yet filled
    taken(column)         a copy of a list there
    mark(), release(m)    where working memory stands, and back to there
    turn_over()           a new day: the other half of working memory, from its beginning
    fresh()               an empty journal; `grown` makes room in it, `drop_journal` gives it back
    rows_told(journal)    its rows so far
"""

from importlib import import_module

from wargame.rules import compiled_memory as memory
from wargame.rules.compiled_types import BANK, COLUMN, INT, JOURNAL, ROW, Bundle, nb
from wargame.rules.log import KINDS

cgutils = import_module("numba.core.cgutils")
extending = import_module("numba.extending")
ir = import_module("llvmlite.ir")
templates = import_module("numba.core.typing.templates")

I64 = ir.IntType(64)
BYTES = ir.IntType(8).as_pointer()
WORD_BYTES = 8
HEAD = 3
"""Numbers in the head of a journal."""

FIRST_ROOM = 256
"""Rows that a fresh journal has room for."""


def number(value):
    """A constant."""
    return ir.Constant(I64, value)


# ---- memory ------------------------------------------------------------------------------------------------


def _slot(builder, index):
    """A number of `compiled_memory.STATE`."""
    kind = ir.ArrayType(I64, len(memory.STATE))
    module = builder.module
    if memory.SYMBOL in module.globals:
        state = module.globals[memory.SYMBOL]
    else:
        state = ir.GlobalVariable(module, kind, memory.SYMBOL)
        state.linkage = "external"
    return builder.gep(state, [number(0), number(index)])


def _from_system(builder, size):
    """Memory that somebody has to give back."""
    function = cgutils.get_or_insert_function(builder.module, ir.FunctionType(BYTES, [I64]), "NRT_Allocate")
    return builder.call(function, [size])


def _to_system(builder, address):
    kind = ir.FunctionType(ir.VoidType(), [BYTES])
    builder.call(cgutils.get_or_insert_function(builder.module, kind, "NRT_Free"), [address])


def _allocated(builder, size):
    """Working memory of so many bytes, a multiple of WORD_BYTES."""
    cursor = _slot(builder, memory.CURSOR)
    here = builder.load(cursor)
    after = builder.add(here, size)
    result = cgutils.alloca_once(builder, I64)
    fits = builder.icmp_unsigned("<=", after, builder.load(_slot(builder, memory.END)))
    with builder.if_else(fits, likely=True) as (room, none):
        with room:
            builder.store(after, cursor)
            builder.store(here, result)
        with none:
            missed = _slot(builder, memory.MISSED)
            builder.store(builder.add(builder.load(missed), size), missed)
            builder.store(builder.ptrtoint(_from_system(builder, size), I64), result)
    return builder.inttoptr(builder.load(result), BYTES)


@extending.intrinsic
def mark(typing):
    """Where working memory stands."""

    def codegen(context, builder, sig, arguments):
        return builder.load(_slot(builder, memory.CURSOR))

    return INT(), codegen


@extending.intrinsic
def release(typing, place):
    """Back to where working memory stood."""

    def codegen(context, builder, sig, arguments):
        builder.store(arguments[0], _slot(builder, memory.CURSOR))
        return context.get_dummy_value()

    return nb.void(INT), codegen


@extending.intrinsic
def turn_over(typing):
    """To the beginning of the other half of working memory."""

    def codegen(context, builder, sig, arguments):
        which = builder.sub(number(1), builder.load(_slot(builder, memory.WHICH)))
        builder.store(which, _slot(builder, memory.WHICH))
        second = builder.icmp_unsigned("==", which, number(1))
        halves = [builder.load(_slot(builder, h)) for h in (memory.SECOND_HALF, memory.FIRST_HALF)]
        start = builder.select(second, *halves)
        builder.store(start, _slot(builder, memory.CURSOR))
        end = builder.add(start, builder.load(_slot(builder, memory.HALF_BYTES)))
        builder.store(end, _slot(builder, memory.END))
        return context.get_dummy_value()

    return nb.void(), codegen


# ---- arrays ------------------------------------------------------------------------------------------------


def _uncounted(context, builder, kind, value):
    """An array whose memory somebody else gives back."""
    array = context.make_array(kind)(context, builder, value=value)
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    array.parent = cgutils.get_null_value(array.parent.type)
    return array


def _array_at(context, builder, kind, address, shape):
    """An array of integers at an address."""
    array = context.make_array(kind)(context, builder)
    strides, items = [number(WORD_BYTES)], shape[-1]
    for length in shape[-2::-1]:
        strides.insert(0, builder.mul(strides[0], shape[-1]))
        items = builder.mul(items, length)
    array.data = builder.bitcast(address, array.data.type)
    array.shape = cgutils.pack_array(builder, shape)
    array.strides = cgutils.pack_array(builder, strides)
    array.nitems = items
    array.itemsize = number(WORD_BYTES)
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    array.parent = cgutils.get_null_value(array.parent.type)
    return array._getvalue()


@extending.intrinsic
def room(typing, n):
    """A list of n integers, not yet filled."""

    def codegen(context, builder, sig, arguments):
        address = _allocated(builder, builder.mul(arguments[0], number(WORD_BYTES)))
        return _array_at(context, builder, COLUMN, address, [arguments[0]])

    return COLUMN(INT), codegen


@extending.intrinsic
def taken(typing, column):
    """A copy of a stretch of integers."""

    def codegen(context, builder, sig, arguments):
        here = context.make_array(sig.args[0])(context, builder, value=arguments[0])
        length = builder.mul(here.nitems, number(WORD_BYTES))
        address = _allocated(builder, length)
        cgutils.raw_memcpy(builder, address, builder.bitcast(here.data, BYTES), length, 1)
        return _array_at(context, builder, COLUMN, address, [here.nitems])

    return COLUMN(column), codegen


@extending.intrinsic
def wiped(typing, column, value):
    """The same list, every byte of it the lowest of `value`: 0 or -1 throughout."""

    def codegen(context, builder, sig, arguments):
        array = context.make_array(COLUMN)(context, builder, value=arguments[0])
        size = builder.mul(array.nitems, array.itemsize)
        byte = builder.trunc(arguments[1], ir.IntType(8))
        cgutils.memset(builder, builder.bitcast(array.data, BYTES), size, byte)
        return arguments[0]

    return COLUMN(COLUMN, INT), codegen


# ---- bundles -----------------------------------------------------------------------------------------------


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


@extending.lower_getattr_generic(Bundle)
def _read(context, builder, kind, address, name):
    payload = _payload(context, builder, kind, address)
    column = dict(kind.columns)[name]
    if not isinstance(column, nb.types.Array):
        return getattr(payload, name)
    if column.ndim > 1:
        return _uncounted(context, builder, column, getattr(payload, name))._getvalue()
    there = context.make_array(column)(context, builder, ref=payload._get_ptr_by_name(name))
    rows = there.nitems
    bytes_of_row = number(context.get_abi_sizeof(context.get_data_type(column.dtype)))
    array = context.make_array(column)(context, builder)
    array.data = there.data
    array.shape = cgutils.pack_array(builder, [rows])
    array.strides = cgutils.pack_array(builder, [bytes_of_row])
    array.nitems = rows
    array.itemsize = bytes_of_row
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    array.parent = cgutils.get_null_value(array.parent.type)
    return array._getvalue()


@extending.lower_setattr_generic(Bundle)
def _write(context, builder, sig, arguments, name):
    kind, given = sig.args
    value = context.cast(builder, arguments[1], given, dict(kind.columns)[name])
    setattr(_payload(context, builder, kind, arguments[0]), name, value)


def view_of(kind):
    """`view` for a kind of bundle: from the tuple of its fields, arrays from outside, to one address."""
    return _maker(kind, _from_system)


def made_of(kind):
    """The same from lists and bundles of working memory, where it lies too."""
    return _maker(kind, _allocated)


def _maker(kind, memory_for):
    @extending.intrinsic
    def made(typing, parts):
        def codegen(context, builder, sig, arguments):
            address = memory_for(builder, number(_payload_bytes(context, kind)))
            payload = _payload(context, builder, kind, address)
            for i, (name, column) in enumerate(kind.columns):
                part = builder.extract_value(arguments[0], i)
                if isinstance(sig.args[0][i], nb.types.Array):
                    array = _uncounted(context, builder, sig.args[0][i], part)
                    whole = isinstance(column, nb.types.Array)
                    field = getattr(payload, name).type
                    part = array._getvalue() if whole else builder.bitcast(array.data, field)
                setattr(payload, name, part)
            return address

        return kind(parts), codegen

    return made


@extending.intrinsic
def give_back(typing, bundle):
    """The memory of what `view` gave."""

    def codegen(context, builder, sig, arguments):
        _to_system(builder, arguments[0])
        return context.get_dummy_value()

    return nb.void(bundle), codegen


@extending.intrinsic
def clone(typing, bundle):
    """A copy of a bundle of arrays, in one stretch of working memory."""

    def codegen(context, builder, sig, arguments):
        old = _payload(context, builder, bundle, arguments[0])
        start = _payload_bytes(context, bundle)
        size = number(start)
        arrays = []
        for name, column in bundle.columns:
            arrays.append(_uncounted(context, builder, column, getattr(old, name)))
            size = builder.add(size, builder.mul(arrays[-1].nitems, arrays[-1].itemsize))
        address = _allocated(builder, size)
        new = _payload(context, builder, bundle, address)
        place = builder.gep(address, [number(start)])
        for (name, _), array in zip(bundle.columns, arrays, strict=True):
            length = builder.mul(array.nitems, array.itemsize)
            cgutils.raw_memcpy(builder, place, array.data, length, 1)
            array.data = builder.bitcast(place, array.data.type)
            setattr(new, name, array._getvalue())
            place = builder.gep(place, [length])
        return address

    return bundle(bundle), codegen


@extending.intrinsic
def alone(typing, bundle):
    """The same bundle of arrays, with working memory free again behind it; or all of its half, if the bundle
    found no room there and lies elsewhere.
    """

    def codegen(context, builder, sig, arguments):
        old = _payload(context, builder, bundle, arguments[0])
        place = builder.ptrtoint(arguments[0], I64)
        size = number(_payload_bytes(context, bundle))
        for name, column in bundle.columns:
            array = _uncounted(context, builder, column, getattr(old, name))
            size = builder.add(size, builder.mul(array.nitems, array.itemsize))
        end = builder.load(_slot(builder, memory.END))
        start = builder.sub(end, builder.load(_slot(builder, memory.HALF_BYTES)))
        here = builder.and_(builder.icmp_unsigned(">=", place, start), builder.icmp_unsigned("<", place, end))
        builder.store(builder.select(here, builder.add(place, size), start), _slot(builder, memory.CURSOR))
        return arguments[0]

    return bundle(bundle), codegen


@extending.intrinsic
def shelve(typing, shelf, n, rows):
    """Copies the rows of a table to place n of a shelf (`compiled_arrays.shelves`)."""

    def codegen(context, builder, sig, arguments):
        there = context.make_array(sig.args[0])(context, builder, value=arguments[0])
        here = context.make_array(sig.args[2])(context, builder, value=arguments[2])
        length = builder.mul(here.nitems, here.itemsize)
        start = builder.bitcast(there.data, BYTES)
        place = builder.gep(start, [builder.mul(arguments[1], length)])
        cgutils.raw_memcpy(builder, place, builder.bitcast(here.data, BYTES), length, 1)
        return context.get_dummy_value()

    return nb.void(shelf, INT, rows), codegen


# ---- journals ----------------------------------------------------------------------------------------------


def _set_bank(context, builder, payload, rows):
    """A new bank for so many rows; returns the address of its memory."""
    address = _from_system(builder, builder.mul(rows, number(ROW * WORD_BYTES)))
    payload.bank = _array_at(context, builder, BANK, address, [rows, number(ROW)])
    return address


@extending.intrinsic
def fresh(typing):
    """An empty journal: one block for its head and counts, another for its bank."""

    def codegen(context, builder, sig, arguments):
        start = _payload_bytes(context, JOURNAL)
        size = (HEAD + KINDS) * WORD_BYTES
        address = _from_system(builder, number(start + size))
        payload = _payload(context, builder, JOURNAL, address)
        head = builder.gep(address, [number(start)])
        cgutils.memset(builder, head, number(size), 0)
        told = builder.gep(head, [number(HEAD * WORD_BYTES)])
        payload.head = _array_at(context, builder, COLUMN, head, [number(HEAD)])
        payload.told = _array_at(context, builder, COLUMN, told, [number(KINDS)])
        payload.count = number(0)
        _set_bank(context, builder, payload, number(FIRST_ROOM))
        return address

    return JOURNAL(), codegen


@extending.intrinsic
def rows_told(typing, journal):
    """The rows of a journal, where they stand."""

    def codegen(context, builder, sig, arguments):
        payload = _payload(context, builder, JOURNAL, arguments[0])
        bank = context.make_array(BANK)(context, builder, ref=payload._get_ptr_by_name("bank"))
        return _array_at(context, builder, BANK, bank.data, [payload.count, number(ROW)])

    return BANK(journal), codegen


@extending.intrinsic
def grown(typing, journal, rows):
    """A larger bank with the same rows."""

    def codegen(context, builder, sig, arguments):
        payload = _payload(context, builder, JOURNAL, arguments[0])
        old = builder.bitcast(context.make_array(BANK)(context, builder, value=payload.bank).data, BYTES)
        length = builder.mul(payload.count, number(ROW * WORD_BYTES))
        new = _set_bank(context, builder, payload, arguments[1])
        cgutils.raw_memcpy(builder, new, old, length, 1)
        _to_system(builder, old)
        return context.get_dummy_value()

    return nb.void(JOURNAL, INT), codegen


@extending.intrinsic
def drop_journal(typing, journal):
    """The memory of a journal back."""

    def codegen(context, builder, sig, arguments):
        bank = _payload(context, builder, JOURNAL, arguments[0]).bank
        rows = context.make_array(BANK)(context, builder, value=bank)
        _to_system(builder, builder.bitcast(rows.data, BYTES))
        _to_system(builder, arguments[0])
        return context.get_dummy_value()

    return nb.void(journal), codegen
