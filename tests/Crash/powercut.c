// A disk that forgets: preloaded into a process, it lets every call through and keeps beside a folder its shadow,
// which holds only what a disk is bound to hold. Kill the process at any instant, and the shadow is the folder as it
// would be found after a power cut.
//
//   POWERCUT_FOLDER       the folder that is watched (absolute, without links)
//   POWERCUT_SHADOW       its shadow; both must hold the same when the process starts
//   POWERCUT_LEAK         of a hundred writes, how many reach the disk at once, unsynced and out of order, as a busy
//                         disk writes what it likes (default 0)
//   POWERCUT_IGNORE_SYNC  1: a sync only says that it was done; the disk writes what waits when the oldest of it has
//                         waited 300 ms, as a system does to which nobody ever said "sync"
//   POWERCUT_FAULT        a file whose first letter, while it exists, says what is wrong with the disk: f, it is full;
//                         r, it is read-only; s, syncs fail (and what was to be synced may be lost, as on Linux)
//
// What a disk is bound to hold is taken strictly: the bytes of a file after a sync of that file, a name, and that a
// name has gone, after a sync of its folder. What is not yet bound waits in the memory of the process and dies with it.
//
// Not watched: writes through mapped memory and copies inside the kernel. SQLite maps only the index of its log (-shm),
// never syncs it, and rebuilds it from the log when it opens: what a power cut leaves of it means nothing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { MOST_DESCRIPTORS = 1 << 16, LAZY_MS = 300 };

struct change { // of a file's bytes; without bytes: its length becomes `offset`
    struct change *next;
    off_t offset;
    size_t length;
    char bytes[];
};

struct file { // an inode
    struct file *next;
    dev_t device;
    ino_t inode;
    int shadow;      // descriptor of the file that stands for it on the disk
    char *unnamed;   // where that file stands until a folder names it; null once it is named
    struct change *first, **last;
};

struct naming { // of a folder's names
    struct naming *next;
    enum { CREATED, REMOVED, MOVED } what;
    char *folder, *name, *target;
    struct file *file;
};

static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);
static int (*real_unlinkat)(int, const char *, int);
static int (*real_rename)(const char *, const char *);
static int (*real_mkdir)(const char *, mode_t);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char *folder, *shadow, *fault;
static int ignores_sync, leak;
static unsigned dice = 1;
static struct file *files;
static struct file *file_of[MOST_DESCRIPTORS];
static char *folder_of[MOST_DESCRIPTORS];
static struct naming *namings, **last_naming = &namings;
static long long oldest_ms;

static void give_up(const char *what) {
    fprintf(stderr, "powercut: %s: %s\n", what, strerror(errno));
    abort(); // a shadow that is wrong would prove nothing
}

static void begin(void) {
    real_open = dlsym(RTLD_NEXT, "open64");
    real_openat = dlsym(RTLD_NEXT, "openat64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_writev = dlsym(RTLD_NEXT, "writev");
    real_pwritev = dlsym(RTLD_NEXT, "pwritev64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_unlinkat = dlsym(RTLD_NEXT, "unlinkat");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_mkdir = dlsym(RTLD_NEXT, "mkdir");
    folder = getenv("POWERCUT_FOLDER");
    shadow = getenv("POWERCUT_SHADOW");
    fault = getenv("POWERCUT_FAULT");
    const char *ignore = getenv("POWERCUT_IGNORE_SYNC"), *percent = getenv("POWERCUT_LEAK");
    ignores_sync = ignore && *ignore == '1';
    leak = percent ? atoi(percent) : 0;
    dice = (unsigned)getpid();
    if (folder && !shadow) { errno = EINVAL; give_up("POWERCUT_SHADOW is not set"); }
}

static void ready(void) { pthread_once(&once, begin); }

// The path within the folder, without a slash before it and "" for the folder itself; null for a path elsewhere.
static const char *within(const char *path) {
    if (!folder || !path) return NULL;
    size_t length = strlen(folder);
    if (strncmp(path, folder, length)) return NULL;
    if (!path[length]) return path + length;
    return path[length] == '/' ? path + length + 1 : NULL;
}

static char *shadow_path(const char *name) {
    char *path;
    if (asprintf(&path, "%s/%s", shadow, name) < 0) give_up("memory");
    return path;
}

static char *folder_part(const char *name) {
    const char *slash = strrchr(name, '/');
    return slash ? strndup(name, (size_t)(slash - name)) : strdup("");
}

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void waits(void) { if (!oldest_ms) oldest_ms = now_ms(); }

static void apply(struct file *file, const struct change *change) {
    if (!change->length) {
        if (real_ftruncate(file->shadow, change->offset)) give_up("shadow ftruncate");
        return;
    }
    for (size_t done = 0; done < change->length;) {
        ssize_t put = real_pwrite(file->shadow, change->bytes + done, change->length - done, change->offset + (off_t)done);
        if (put < 0) give_up("shadow write");
        done += (size_t)put;
    }
}

static void bind_bytes(struct file *file) {
    for (struct change *change = file->first, *next; change; change = next) {
        next = change->next;
        apply(file, change);
        free(change);
    }
    file->first = NULL;
    file->last = &file->first;
}

static void bind_name(const struct naming *naming) {
    char *path = shadow_path(naming->name);
    if (naming->what == CREATED && naming->file->unnamed) {
        if (real_rename(naming->file->unnamed, path)) give_up("shadow name");
        free(naming->file->unnamed);
        naming->file->unnamed = NULL;
    } else if (naming->what == REMOVED) {
        real_unlink(path);
    } else if (naming->what == MOVED) {
        char *target = shadow_path(naming->target);
        real_rename(path, target);
        free(target);
    }
    free(path);
}

static void lose_bytes(struct file *file) {
    for (struct change *change = file->first, *next; change; change = next) {
        next = change->next;
        free(change);
    }
    file->first = NULL;
    file->last = &file->first;
}

// What is wrong with the disk now; 0 for nothing.
static char ails(void) {
    char letter = 0;
    int file = fault ? real_open(fault, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return 0;
    ssize_t got = read(file, &letter, 1);
    real_close(file);
    return got == 1 ? letter : 0;
}

static int refuses_bytes(void) {
    char what = ails();
    if (what == 'f') errno = ENOSPC;
    if (what == 'r') errno = EROFS;
    return what == 'f' || what == 'r';
}

// Every naming of one folder in their order; of all folders where none is given.
static void bind_names(const char *of) {
    struct naming **place = &namings;
    while (*place) {
        struct naming *naming = *place;
        if (of && strcmp(naming->folder, of)) { place = &naming->next; continue; }
        bind_name(naming);
        *place = naming->next;
        free(naming->folder); free(naming->name); free(naming->target); free(naming);
    }
    last_naming = place;
}

static void bind_all(void) {
    for (struct file *file = files; file; file = file->next) bind_bytes(file);
    bind_names(NULL);
    oldest_ms = 0;
}

static void lazily(void) {
    if (ignores_sync && oldest_ms && now_ms() - oldest_ms >= LAZY_MS) bind_all();
}

static void named(int what, const char *name, const char *target, struct file *file) {
    struct naming *naming = calloc(1, sizeof *naming);
    if (!naming) give_up("memory");
    naming->what = what;
    naming->folder = folder_part(name);
    naming->name = strdup(name);
    naming->target = target ? strdup(target) : NULL;
    naming->file = file;
    *last_naming = naming;
    last_naming = &naming->next;
    waits();
}

static void changed(struct file *file, off_t offset, const void *bytes, size_t length) {
    struct change *change = malloc(sizeof *change + length);
    if (!change) give_up("memory");
    change->next = NULL;
    change->offset = offset;
    change->length = length;
    if (length) memcpy(change->bytes, bytes, length);
    *file->last = change;
    file->last = &change->next;
    waits();
    if (leak && rand_r(&dice) % 100 < leak) apply(file, change);
    lazily();
}

static struct file *find(const struct stat *status) {
    for (struct file *file = files; file; file = file->next)
        if (file->device == status->st_dev && file->inode == status->st_ino) return file;
    return NULL;
}

static struct file *take_up(const struct stat *status, const char *name, int is_new) {
    static unsigned count;
    struct file *file = calloc(1, sizeof *file);
    char *path = NULL;
    if (!file) give_up("memory");
    if (is_new) {
        if (asprintf(&path, "%s/.unnamed-%d-%u", shadow, getpid(), count++) < 0) give_up("memory");
        file->unnamed = path;
    } else {
        path = shadow_path(name);
    }
    file->shadow = real_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file->shadow < 0) give_up(path);
    if (!is_new) free(path);
    file->device = status->st_dev;
    file->inode = status->st_ino;
    file->last = &file->first;
    file->next = files;
    files = file;
    return file;
}

// An inode whose last name went may be used again by the system for another file: it is no longer this one.
static void forget_unnamed_inode(const char *path) {
    struct stat status;
    struct file *file;
    if (!stat(path, &status) && status.st_nlink == 1 && (file = find(&status))) file->inode = 0;
}

static void opened(int descriptor, const char *name, int flags, int existed) {
    struct stat status;
    if (descriptor < 0 || descriptor >= MOST_DESCRIPTORS || fstat(descriptor, &status)) return;
    file_of[descriptor] = NULL;
    if (S_ISDIR(status.st_mode)) {
        free(folder_of[descriptor]);
        folder_of[descriptor] = strdup(name);
        return;
    }
    if (!S_ISREG(status.st_mode) || (flags & O_ACCMODE) == O_RDONLY) return;
    struct file *file = existed ? find(&status) : NULL;
    if (!file) {
        file = take_up(&status, name, !existed);
        if (!existed) named(CREATED, name, NULL, file);
    }
    if (existed && (flags & O_TRUNC)) changed(file, 0, NULL, 0);
    file_of[descriptor] = file;
}

static int open_watched(int at, const char *path, int flags, mode_t mode) {
    ready();
    const char *name = at == AT_FDCWD ? within(path) : NULL;
    if (!name) return real_openat(at, path, flags, mode);
    int may_write = (flags & O_ACCMODE) != O_RDONLY;
    if (may_write && ails() == 'r') { errno = EROFS; return -1; }
    pthread_mutex_lock(&lock);
    int existed = !access(path, F_OK);
    int descriptor = real_openat(at, path, flags, mode);
    int error = errno;
    opened(descriptor, name, flags, existed);
    pthread_mutex_unlock(&lock);
    errno = error;
    return descriptor;
}

static mode_t mode_of(int flags, va_list arguments) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(symbol)                                                  \
    int symbol(const char *path, int flags, ...) {                    \
        va_list arguments;                                            \
        va_start(arguments, flags);                                   \
        mode_t mode = mode_of(flags, arguments);                      \
        va_end(arguments);                                            \
        return open_watched(AT_FDCWD, path, flags, mode);             \
    }
#define OPENAT(symbol)                                                \
    int symbol(int at, const char *path, int flags, ...) {            \
        va_list arguments;                                            \
        va_start(arguments, flags);                                   \
        mode_t mode = mode_of(flags, arguments);                      \
        va_end(arguments);                                            \
        return open_watched(at, path, flags, mode);                   \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
int __open_2(const char *path, int flags) { return open_watched(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return open_watched(AT_FDCWD, path, flags, 0); }
int creat(const char *path, mode_t mode) { return open_watched(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode); }

static struct file *watched(int descriptor) {
    ready();
    return descriptor >= 0 && descriptor < MOST_DESCRIPTORS ? file_of[descriptor] : NULL;
}

int close(int descriptor) {
    ready();
    if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS && (file_of[descriptor] || folder_of[descriptor])) {
        pthread_mutex_lock(&lock);
        file_of[descriptor] = NULL;
        free(folder_of[descriptor]);
        folder_of[descriptor] = NULL;
        pthread_mutex_unlock(&lock);
    }
    return real_close(descriptor);
}

// Without an offset (-1) where the descriptor stands, or at the end if it appends.
static off_t position(int descriptor) {
    struct stat status;
    if (!(fcntl(descriptor, F_GETFL) & O_APPEND)) return lseek(descriptor, 0, SEEK_CUR);
    return fstat(descriptor, &status) ? -1 : status.st_size;
}

static ssize_t put(int descriptor, struct file *file, const struct iovec *parts, int count, off_t offset) {
    if (refuses_bytes()) return -1;
    pthread_mutex_lock(&lock);
    off_t at = offset < 0 ? position(descriptor) : offset;
    ssize_t written = offset < 0 ? real_writev(descriptor, parts, count) : real_pwritev(descriptor, parts, count, offset);
    int error = errno;
    for (ssize_t left = written, i = 0; left > 0; i++) {
        size_t part = parts[i].iov_len < (size_t)left ? parts[i].iov_len : (size_t)left;
        if (part) changed(file, at, parts[i].iov_base, part);
        at += (off_t)part;
        left -= (ssize_t)part;
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return written;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    struct file *file = watched(descriptor);
    struct iovec part = {(void *)bytes, length};
    return file ? put(descriptor, file, &part, 1, -1) : real_write(descriptor, bytes, length);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    struct file *file = watched(descriptor);
    return file ? put(descriptor, file, parts, count, -1) : real_writev(descriptor, parts, count);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
    struct file *file = watched(descriptor);
    struct iovec part = {(void *)bytes, length};
    return file ? put(descriptor, file, &part, 1, offset) : real_pwrite(descriptor, bytes, length, offset);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return pwrite64(descriptor, bytes, length, offset);
}

ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off_t offset) {
    struct file *file = watched(descriptor);
    return file ? put(descriptor, file, parts, count, offset) : real_pwritev(descriptor, parts, count, offset);
}
ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) {
    return pwritev64(descriptor, parts, count, offset);
}

int ftruncate64(int descriptor, off_t length) {
    struct file *file = watched(descriptor);
    if (!file) return real_ftruncate(descriptor, length);
    if (refuses_bytes()) return -1;
    pthread_mutex_lock(&lock);
    int result = real_ftruncate(descriptor, length);
    int error = errno;
    if (!result) changed(file, length, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}
int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

// The lock is held while the disk works: what another thread writes meanwhile is not bound by this sync.
static int synced(int descriptor, int (*real)(int)) {
    struct file *file = watched(descriptor);
    char *of = descriptor >= 0 && descriptor < MOST_DESCRIPTORS ? folder_of[descriptor] : NULL;
    if (!file && !of) return real(descriptor);
    pthread_mutex_lock(&lock);
    int fails = ails() == 's';
    if (fails && file) lose_bytes(file);
    if (fails) errno = EIO;
    int result = fails ? -1 : ignores_sync ? 0 : real(descriptor);
    int error = errno;
    if (ignores_sync) lazily();
    else if (!result && file) bind_bytes(file);
    else if (!result && of) bind_names(of);
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}
int fsync(int descriptor) { ready(); return synced(descriptor, real_fsync); }
int fdatasync(int descriptor) { ready(); return synced(descriptor, real_fdatasync); }

int unlink(const char *path) {
    ready();
    const char *name = within(path);
    if (!name) return real_unlink(path);
    pthread_mutex_lock(&lock);
    forget_unnamed_inode(path);
    int result = real_unlink(path);
    int error = errno;
    if (!result) named(REMOVED, name, NULL, NULL);
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

int unlinkat(int at, const char *path, int flags) {
    ready();
    return at == AT_FDCWD && !flags && within(path) ? unlink(path) : real_unlinkat(at, path, flags);
}

int rename(const char *path, const char *target) {
    ready();
    const char *name = within(path), *to = within(target);
    if (!name || !to) return real_rename(path, target);
    pthread_mutex_lock(&lock);
    forget_unnamed_inode(target);
    int result = real_rename(path, target);
    int error = errno;
    if (!result) named(MOVED, name, to, NULL);
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

// A folder is bound at once: what is in it has names that are bound by a sync of it, and a folder without any means nothing.
int mkdir(const char *path, mode_t mode) {
    ready();
    const char *name = within(path);
    int result = real_mkdir(path, mode);
    int error = errno;
    if (name && *name && !result) {
        char *beside = shadow_path(name);
        if (real_mkdir(beside, mode) && errno != EEXIST) give_up(beside);
        free(beside);
    }
    errno = error;
    return result;
}
