// What the program asks of the disk below one folder: written down in order and, where a test wants it, refused, or cut off in the
// middle by a kill. It is preloaded into the real program; recorder.rs builds it, says what the variables mean and reads what it noted.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

// What an operation may run into.
enum { NOTHING = 0, FULL = 1, BROKEN = 2 };

// What becomes of it: SHORT is the last that a full disk takes, and only half of it; LAST is killed in the middle.
enum fate { DONE, REFUSED, SHORT, LAST };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *below;
static int notes = -1;
static long count, counted, kill_at, fail_at, error, once;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

__attribute__((constructor)) static void start(void) {
    below = getenv("RECORD_BELOW");
    kill_at = number("RECORD_KILL");
    fail_at = number("RECORD_FAIL");
    error = number("RECORD_ERROR");
    once = number("RECORD_ONCE");
    const char *name = getenv("RECORD_TO");
    if (below && name) notes = open(name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static int is_below(const char *path) {
    size_t length = below ? strlen(below) : 0;
    return notes >= 0 && strncmp(path, below, length) == 0 && (path[length] == '/' || !path[length]);
}

// The path of an open file that is watched; a file without a name is none.
static int watched(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = notes < 0 ? -1 : readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path) && !strstr(path, " (deleted)");
}

// The whole path of a name, whether anything stands there or not.
static int watched_name(const char *name, char *path) {
    char folder[PATH_MAX];
    const char *last = strrchr(name, '/');
    if (notes < 0 || strlen(name) >= PATH_MAX) return 0;
    snprintf(folder, sizeof folder, "%.*s", last ? (int)(last - name) + 1 : 1, last ? name : ".");
    if (!realpath(folder, path)) return 0;
    size_t length = strlen(path);
    snprintf(path + length, PATH_MAX - length, "/%s", last ? last + 1 : name);
    return is_below(path);
}

static void note(char kind, const char *path, long number, const void *bytes, size_t length) {
    char head[2 * PATH_MAX + 64];
    int size = snprintf(head, sizeof head, "%c %ld %zu %s\n", kind, number, length, path);
    struct iovec parts[] = {{head, (size_t)size}, {(void *)bytes, length}, {"\n", 1}};
    REAL(writev);
    if (real(notes, parts, 3) < 0) abort();
}

static enum fate fate(int weak) {
    if (++count == kill_at) return LAST;
    int wanted = error == ENOSPC ? FULL : BROKEN;
    if (!fail_at || !(weak & wanted) || ++counted < fail_at || (once && counted > fail_at)) return DONE;
    note('F', below, count, "", 0);
    return counted == fail_at && !once && error == ENOSPC ? SHORT : REFUSED;
}

// For what is done whole or not at all.
static int refused(int weak) {
    enum fate now = fate(weak);
    if (now == LAST) kill(getpid(), SIGKILL);
    if (now == DONE) return 0;
    errno = (int)error;
    return 1;
}

#define IN_TURN(expression) \
    pthread_mutex_lock(&turn); \
    __typeof__(expression) answer = (expression); \
    int kept = errno; \
    pthread_mutex_unlock(&turn); \
    errno = kept; \
    return answer

static ssize_t put(int file, const void *bytes, size_t length, off64_t at, const char *path) {
    static __typeof__(pwrite64) *real_at;
    static __typeof__(write) *real;
    if (!real) real = (__typeof__(write) *)dlsym(RTLD_NEXT, "write");
    if (!real_at) real_at = (__typeof__(pwrite64) *)dlsym(RTLD_NEXT, "pwrite64");
    if (!path) return at < 0 ? real(file, bytes, length) : real_at(file, bytes, length, at);
    enum fate now = fate(FULL | BROKEN);
    size_t part = now == DONE ? length : length / 2;
    if (now == REFUSED || (now == SHORT && !part)) {
        errno = (int)error;
        return -1;
    }
    off64_t end = lseek64(file, 0, SEEK_CUR);
    if (fcntl(file, F_GETFL) & O_APPEND) end = lseek64(file, 0, SEEK_END);
    ssize_t done = at < 0 ? real(file, bytes, part) : real_at(file, bytes, part, at);
    if (done > 0) note('W', path, at < 0 ? end : at, bytes, (size_t)done);
    if (now == LAST) kill(getpid(), SIGKILL);
    return done;
}

ssize_t write(int file, const void *bytes, size_t length) {
    char path[PATH_MAX];
    const char *place = watched(file, path) ? path : NULL;
    if (!place) return put(file, bytes, length, -1, NULL);
    IN_TURN(put(file, bytes, length, -1, place));
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
    char path[PATH_MAX];
    const char *place = watched(file, path) ? path : NULL;
    if (!place) return put(file, bytes, length, at, NULL);
    IN_TURN(put(file, bytes, length, at, place));
}

static int synced(int file, const char *path) {
    REAL(fsync);
    if (refused(BROKEN)) return -1;
    int done = real(file);
    if (!done) note('S', path, 0, "", 0);
    return done;
}

int fsync(int file) {
    char path[PATH_MAX];
    REAL(fsync);
    if (!watched(file, path)) return real(file);
    IN_TURN(synced(file, path));
}

int fdatasync(int file) {
    return fsync(file);
}

static int cut(int file, off64_t length, const char *path) {
    REAL(ftruncate64);
    struct stat64 now;
    int grows = !fstat64(file, &now) && now.st_size < length;
    if (refused(grows ? FULL | BROKEN : BROKEN)) return -1;
    int done = real(file, length);
    if (!done) note('T', path, length, "", 0);
    return done;
}

int ftruncate64(int file, off64_t length) {
    char path[PATH_MAX];
    REAL(ftruncate64);
    if (!watched(file, path)) return real(file, length);
    IN_TURN(cut(file, length, path));
}

typedef int opening(const char *, int, ...);

static int make(opening *real, const char *name, int flags, mode_t mode, const char *path) {
    int is_new = access(path, F_OK) != 0;
    if (is_new && refused(FULL)) return -1;
    int file = real(name, flags, mode);
    if (file >= 0 && is_new) note('C', path, 0, "", 0);
    else if (file >= 0 && (flags & O_TRUNC)) note('T', path, 0, "", 0);
    return file;
}

// A file that never has a name.
static int is_nameless(int flags) {
    return (flags & O_TMPFILE) == O_TMPFILE;
}

static int make_nameless(opening *real, const char *folder, int flags, mode_t mode) {
    int file = real(folder, flags, mode);
    if (file >= 0) note('N', folder, 0, "", 0);
    return file;
}

static int open_one(opening *real, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    if (is_nameless(flags) && is_below(name)) { IN_TURN(make_nameless(real, name, flags, mode)); }
    if (!(flags & (O_CREAT | O_TRUNC)) || !watched_name(name, path)) return real(name, flags, mode);
    IN_TURN(make(real, name, flags, mode, path));
}

#define OPENING(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & O_CREAT || is_nameless(flags) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        return open_one(real, path, flags, mode); \
    }

OPENING(open)
OPENING(open64)

typedef int two_names(const char *, const char *);

static int moved(two_names *real, const char *from, const char *to, char kind) {
    char path[2 * PATH_MAX];
    char target[PATH_MAX];
    if (!watched_name(from, path) || !watched_name(to, target)) return real(from, to);
    if (refused(NOTHING)) return -1;
    int done = real(from, to);
    strcat(strcat(path, "\t"), target);
    if (!done) note(kind, path, 0, "", 0);
    return done;
}

int rename(const char *from, const char *to) {
    REAL(rename);
    IN_TURN(moved(real, from, to, 'R'));
}

int link(const char *from, const char *to) {
    REAL(link);
    IN_TURN(moved(real, from, to, 'L'));
}

static int gone(const char *name) {
    REAL(unlink);
    char path[PATH_MAX];
    if (!watched_name(name, path)) return real(name);
    if (refused(NOTHING)) return -1;
    int done = real(name);
    if (!done) note('U', path, 0, "", 0);
    return done;
}

int unlink(const char *name) {
    IN_TURN(gone(name));
}

static int folder(const char *name, mode_t mode) {
    REAL(mkdir);
    char path[PATH_MAX];
    if (!watched_name(name, path)) return real(name, mode);
    if (refused(FULL)) return -1;
    int done = real(name, mode);
    if (!done) note('M', path, 0, "", 0);
    return done;
}

int mkdir(const char *name, mode_t mode) {
    IN_TURN(folder(name, mode));
}
