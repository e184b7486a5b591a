/* Records what a program does to the files of one folder, in order: loaded before the C library (LD_PRELOAD).

   RECORD_DIR is the folder, RECORD_LOG the file that takes one line an act:

     O inode path      opened (created, if the name was not there)      S inode   synced
     W inode at hex    written                                          D         a folder was synced
     T inode size      truncated or grown                               U path    name removed
     L old new         second name                                      R old new renamed

   Files are told by their inode, not by their name: a name that is removed and made again is another file. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST 4096
static char watched[MOST];
static FILE *out;
static const char *folder;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int inside(const char *path) {
    static int asked;
    if (!asked) {
        asked = 1;
        folder = getenv("RECORD_DIR");
        const char *log = getenv("RECORD_LOG");
        if (folder && log) {
            FILE *(*open_)(const char *, const char *) = real("fopen");
            out = open_(log, "a");
        }
    }
    if (!out || !folder || !path) return 0;
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == 0);
}

static const char *name_of(const char *path) { return strlen(path) > strlen(folder) ? path + strlen(folder) + 1 : "."; }

static int opened(int fd, const char *path) {
    struct stat found;
    if (fd >= 0 && fd < MOST && inside(path) && fstat(fd, &found) == 0) {
        watched[fd] = 1;
        if (!S_ISDIR(found.st_mode)) {
            fprintf(out, "O %lu %s\n", (unsigned long)found.st_ino, name_of(path));
            fflush(out);
        }
    }
    return fd;
}

#define OPEN(NAME)                                                                              \
    int NAME(const char *path, int flags, ...) {                                                \
        int (*call)(const char *, int, ...) = real(#NAME);                                      \
        va_list rest;                                                                           \
        va_start(rest, flags);                                                                  \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;               \
        va_end(rest);                                                                           \
        return opened(call(path, flags, mode), path);                                           \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(NAME)                                                                            \
    int NAME(int at, const char *path, int flags, ...) {                                        \
        int (*call)(int, const char *, int, ...) = real(#NAME);                                 \
        va_list rest;                                                                           \
        va_start(rest, flags);                                                                  \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;               \
        va_end(rest);                                                                           \
        return opened(call(at, path, flags, mode), path);                                       \
    }
OPENAT(openat)
OPENAT(openat64)

static unsigned long inode(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 ? (unsigned long)found.st_ino : 0;
}

static int is_watched(int fd) { return fd >= 0 && fd < MOST && watched[fd] && out; }

static void written(int fd, const unsigned char *data, ssize_t size, off64_t at) {
    if (size <= 0 || !is_watched(fd)) return;
    fprintf(out, "W %lu %lld ", inode(fd), (long long)at);
    for (ssize_t i = 0; i < size; i++) fprintf(out, "%02x", data[i]);
    fputc('\n', out);
    fflush(out);
}

int close(int fd) {
    int (*call)(int) = real("close");
    if (fd >= 0 && fd < MOST) watched[fd] = 0;
    return call(fd);
}

ssize_t write(int fd, const void *data, size_t size) {
    ssize_t (*call)(int, const void *, size_t) = real("write");
    off64_t at = is_watched(fd) ? lseek64(fd, 0, SEEK_CUR) : 0;
    ssize_t done = call(fd, data, size);
    written(fd, data, done, at);
    return done;
}

#define PWRITE(NAME, OFFSET)                                                                    \
    ssize_t NAME(int fd, const void *data, size_t size, OFFSET at) {                            \
        ssize_t (*call)(int, const void *, size_t, OFFSET) = real(#NAME);                       \
        ssize_t done = call(fd, data, size, at);                                                \
        written(fd, data, done, at);                                                            \
        return done;                                                                            \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(NAME, OFFSET)                                                                  \
    int NAME(int fd, OFFSET size) {                                                             \
        int (*call)(int, OFFSET) = real(#NAME);                                                 \
        int done = call(fd, size);                                                              \
        if (done == 0 && is_watched(fd)) {                                                      \
            fprintf(out, "T %lu %lld\n", inode(fd), (long long)size);                           \
            fflush(out);                                                                        \
        }                                                                                       \
        return done;                                                                            \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(NAME)                                                                              \
    int NAME(int fd) {                                                                          \
        int (*call)(int) = real(#NAME);                                                         \
        int done = call(fd);                                                                    \
        struct stat found;                                                                      \
        if (done == 0 && is_watched(fd) && fstat(fd, &found) == 0) {                            \
            if (S_ISDIR(found.st_mode)) fprintf(out, "D\n");                                    \
            else fprintf(out, "S %lu\n", (unsigned long)found.st_ino);                          \
            fflush(out);                                                                        \
        }                                                                                       \
        return done;                                                                            \
    }
SYNC(fsync)
SYNC(fdatasync)

static int removed(int done, const char *path) {
    if (done == 0 && inside(path)) {
        fprintf(out, "U %s\n", name_of(path));
        fflush(out);
    }
    return done;
}

int unlink(const char *path) {
    int (*call)(const char *) = real("unlink");
    return removed(call(path), path);
}

int unlinkat(int at, const char *path, int flags) {
    int (*call)(int, const char *, int) = real("unlinkat");
    return removed(call(at, path, flags), path);
}

static int two(int done, char act, const char *old, const char *new) {
    if (done == 0 && inside(old) && inside(new)) {
        fprintf(out, "%c %s ", act, name_of(old));
        fprintf(out, "%s\n", name_of(new));
        fflush(out);
    }
    return done;
}

int link(const char *old, const char *new) {
    int (*call)(const char *, const char *) = real("link");
    return two(call(old, new), 'L', old, new);
}

int linkat(int at, const char *old, int to, const char *new, int flags) {
    int (*call)(int, const char *, int, const char *, int) = real("linkat");
    return two(call(at, old, to, new, flags), 'L', old, new);
}

int rename(const char *old, const char *new) {
    int (*call)(const char *, const char *) = real("rename");
    return two(call(old, new), 'R', old, new);
}

int renameat(int at, const char *old, int to, const char *new) {
    int (*call)(int, const char *, int, const char *) = real("renameat");
    return two(call(at, old, to, new), 'R', old, new);
}
