/*
 * Makes the N-th call that changes a file below a directory fail, for any program: LD_PRELOAD. Covers what SQLite's native code calls as
 * well as Java's FileChannel and Files, for both go through the C library's symbols.
 *
 * FAULTY_DIR is the directory, with a slash at its end. FAULTY_CONTROL is a file of at least 4096 bytes that the program maps too:
 * 64-bit numbers in the machine's byte order: [0] N, 0 counts only; [1] how: 1 EIO, 2 ENOSPC, 3 short write, 4 half a write and EIO;
 * [2] 1 if all calls from the N-th on fail; [3] calls so far; [4] failures so far; and from byte 64 on what failed, as text.
 * Writes to mapped memory (SQLite's -shm file) are not calls and cannot fail here.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { EIO_ERROR = 1, NO_SPACE = 2, SHORT_WRITE = 3, TORN_WRITE = 4 };
enum { FILES = 65536, TEXT = 64, TEXT_BYTES = 512, CONTROL_BYTES = 4096 };

struct control {
    _Atomic int64_t at, how, lasting, calls, failures;
};

static struct control *control;
static const char *directory;
static size_t directory_length;
static _Atomic char watched[FILES]; /* by file descriptor */

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *file = getenv("FAULTY_CONTROL");
    directory = getenv("FAULTY_DIR");
    if (file == NULL || directory == NULL) {
        return;
    }
    directory_length = strlen(directory);
    int fd = REAL(open)(file, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    void *mapped = mmap(NULL, CONTROL_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    REAL(close)(fd);
    if (mapped != MAP_FAILED) {
        control = mapped;
    }
}

static int is_below(const char *path) {
    return control != NULL && path != NULL && strncmp(path, directory, directory_length) == 0;
}

static int is_watched(int fd) {
    return control != NULL && fd >= 0 && fd < FILES && watched[fd];
}

/* How this call fails, 0 if it does not. */
static int failure(const char *call, const char *what) {
    int64_t count = atomic_fetch_add(&control->calls, 1) + 1;
    int64_t at = control->at;
    if (at == 0 || (control->lasting ? count < at : count != at)) {
        return 0;
    }
    if (atomic_fetch_add(&control->failures, 1) == 0) {
        snprintf((char *)control + TEXT, TEXT_BYTES, "%s %s", call, what);
    }
    return (int)control->how;
}

static int failed(int how) {
    errno = how == NO_SPACE ? ENOSPC : EIO;
    return -1;
}

static void remember(int fd, const char *path) {
    if (fd >= 0 && fd < FILES) {
        watched[fd] = (char)is_below(path);
    }
}

static void name_of(int fd, char *name, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, name, size - 1);
    name[length < 0 ? 0 : length] = 0;
}

static int fails(const char *call, int fd) {
    char name[TEXT_BYTES - 32];
    name_of(fd, name, sizeof name);
    return failure(call, name);
}

/* Opening fails only where it may create or write. */
#define OPEN(name, before_parameters, before_arguments)                                             \
    int name(before_parameters const char *path, int flags, ...) {                                  \
        mode_t mode = 0;                                                                            \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                        \
            va_list rest;                                                                           \
            va_start(rest, flags);                                                                  \
            mode = va_arg(rest, mode_t);                                                            \
            va_end(rest);                                                                           \
        }                                                                                           \
        if (is_below(path) && (flags & (O_CREAT | O_WRONLY | O_RDWR)) && failure("open", path)) {   \
            return failed((int)control->how);                                                       \
        }                                                                                           \
        int fd = REAL(name)(before_arguments path, flags, mode);                                    \
        remember(fd, path);                                                                         \
        return fd;                                                                                  \
    }
#define NOTHING
#define DIRECTORY_PARAMETER int at,
#define DIRECTORY_ARGUMENT at,
OPEN(open, NOTHING, NOTHING)
OPEN(open64, NOTHING, NOTHING)
OPEN(openat, DIRECTORY_PARAMETER, DIRECTORY_ARGUMENT)
OPEN(openat64, DIRECTORY_PARAMETER, DIRECTORY_ARGUMENT)

int close(int fd) {
    if (fd >= 0 && fd < FILES) {
        watched[fd] = 0;
    }
    return REAL(close)(fd);
}

#define WRITE(name, more_parameters, more_arguments)                                    \
    ssize_t name(int fd, const void *bytes, size_t size more_parameters) {              \
        int how = is_watched(fd) ? fails(#name, fd) : 0;                                \
        if (how == 0 || (how == SHORT_WRITE && size < 2)) {                             \
            return REAL(name)(fd, bytes, size more_arguments);                          \
        }                                                                               \
        if (how == SHORT_WRITE) {                                                       \
            return REAL(name)(fd, bytes, size / 2 more_arguments);                      \
        }                                                                               \
        if (how == TORN_WRITE && REAL(name)(fd, bytes, size / 2 more_arguments) < 0) {  \
            return -1;                                                                  \
        }                                                                               \
        return failed(how);                                                             \
    }
#define OFFSET_PARAMETER , off_t offset
#define OFFSET_ARGUMENT , offset
WRITE(write, NOTHING, NOTHING)
WRITE(pwrite, OFFSET_PARAMETER, OFFSET_ARGUMENT)
WRITE(pwrite64, OFFSET_PARAMETER, OFFSET_ARGUMENT)

ssize_t writev(int fd, const struct iovec *parts, int count) {
    int how = is_watched(fd) ? fails("writev", fd) : 0;
    return how ? failed(how) : REAL(writev)(fd, parts, count);
}

#define ON_FILE(name, parameters, arguments)                \
    int name(int fd parameters) {                           \
        int how = is_watched(fd) ? fails(#name, fd) : 0;    \
        return how ? failed(how) : REAL(name)(fd arguments);\
    }
#define LENGTH_PARAMETER , off_t length
#define LENGTH_ARGUMENT , length
ON_FILE(fsync, NOTHING, NOTHING)
ON_FILE(fdatasync, NOTHING, NOTHING)
ON_FILE(ftruncate, LENGTH_PARAMETER, LENGTH_ARGUMENT)
ON_FILE(ftruncate64, LENGTH_PARAMETER, LENGTH_ARGUMENT)

int unlink(const char *path) {
    int how = is_below(path) ? failure("unlink", path) : 0;
    return how ? failed(how) : REAL(unlink)(path);
}

int rename(const char *from, const char *to) {
    int how = is_below(to) ? failure("rename", to) : 0;
    return how ? failed(how) : REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
    int how = is_below(path) ? failure("mkdir", path) : 0;
    return how ? failed(how) : REAL(mkdir)(path, mode);
}
