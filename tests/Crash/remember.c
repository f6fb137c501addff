// What the shim is tried with: writes to files of the folder given, some of it synced, says so, and waits to be killed.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static char *in_folder(const char *name) {
    char *path;
    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

static int make(const char *name, const char *text) {
    int file = open(in_folder(name), O_RDWR | O_CREAT, 0600);
    if (file < 0 || write(file, text, strlen(text)) < 0) exit(1);
    return file;
}

static void sync_names(void) {
    int names = open(folder, O_RDONLY);
    if (names < 0 || fsync(names)) exit(1);
    close(names);
}

int main(int count, char **arguments) {
    if (count != 2) return 2;
    folder = arguments[1];
    int synced = make("synced", "one two three");
    int shortened = make("shortened", "one two three");
    int renewed = make("renewed", "old");
    int moved = make("moved.new", "moved");
    int lost = make("bytes-lost", "never synced");
    if (fsync(synced) || fdatasync(shortened) || fsync(renewed) || fsync(moved)) return 1;
    if (rename(in_folder("moved.new"), in_folder("moved"))) return 1;
    close(make("removed", "gone"));
    sync_names();
    unlink(in_folder("removed"));
    sync_names();

    pwrite(synced, "ONE", 3, 0); // not bound: never synced
    if (ftruncate(shortened, 3) || fdatasync(shortened)) return 1;
    write(shortened, " again", 6);
    pwrite(renewed, "new", 3, 0);
    close(renewed);
    renewed = open(in_folder("renewed"), O_WRONLY); // a sync binds what another descriptor wrote
    if (fsync(renewed)) return 1;
    fsync(make("name-lost", "synced, but its name is not"));
    unlink(in_folder("moved")); // not bound: its folder is not synced afterwards
    // A folder that is made meanwhile; of its files the one is bound whose name its own sync bound.
    if (mkdir(in_folder("made"), 0700)) return 1;
    int inner = make("made/inner.new", "inner");
    if (fsync(inner) || rename(in_folder("made/inner.new"), in_folder("made/inner"))) return 1;
    int made = open(in_folder("made"), O_RDONLY);
    if (made < 0 || fsync(made)) return 1;
    fsync(make("made/lost", "its name is not bound"));
    (void)lost;
    puts("written");
    fflush(stdout);
    pause();
    return 0;
}
