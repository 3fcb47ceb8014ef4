// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

// The C library as Quayside.Platform declares it, with one call of a run made to fail. Every function passes its arguments on in
// registers, which on the 64-bit systems that .NET runs on is right for up to six integers and pointers, named or variadic. A futex call has a
// seventh, which the operations that are used do not look at.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MAX_CALLS 4096
#define RETURNS_THE_ERROR -4095L

typedef long function(long, long, long, long, long, long);

static int count;
static int armed_call = -1;
static int armed_error;
static int was_hit;
static int is_staging; // The shim's own calls below go through its own functions; they are neither counted nor made to fail.
static char labels[MAX_CALLS][48];

// A segment without a key is one that this process has just made, or one that has been removed while attached.
static int is_nameless(int id)
{
    struct shmid_ds status;
    return shmctl(id, IPC_STAT, &status) == 0 && status.shm_perm.__key == IPC_PRIVATE;
}

// What tells two uses of one function apart.
static void label(char *text, size_t size, const char *name, const long a[6])
{
    const char *use = "";
    if (strcmp(name, "shmctl") == 0)
        use = (int)a[1] == IPC_INFO || (int)a[1] == SHM_INFO ? " IPC_INFO"
            : (int)a[1] == IPC_RMID ? (is_nameless((int)a[0]) ? " IPC_RMID of IPC_PRIVATE" : " IPC_RMID") : " IPC_STAT";
    else if (strcmp(name, "shmat") == 0)
        use = is_nameless((int)a[0]) ? " of IPC_PRIVATE" : "";
    else if (strcmp(name, "semctl") == 0)
        use = (int)a[2] == IPC_RMID ? " IPC_RMID" : (int)a[2] == IPC_STAT ? " IPC_STAT" : (int)a[2] == SETVAL ? " SETVAL"
            : (int)a[2] == GETVAL ? " GETVAL" : (int)a[2] == GETPID ? " GETPID" : (int)a[2] == GETNCNT ? " GETNCNT" : " ?";
    else if (strcmp(name, "shmget") == 0 || strcmp(name, "semget") == 0)
        use = (int)a[2] & IPC_CREAT ? ((int)a[0] == IPC_PRIVATE ? " IPC_PRIVATE" : " IPC_CREAT") : "";
    else if (strcmp(name, "semtimedop") == 0)
        use = (int)a[2] > 1 ? " parts" : ((struct sembuf *)a[1])->sem_op < 0 ? " down" : " up";
    else if (strcmp(name, "open") == 0)
        use = ((int)a[1] & O_TMPFILE) == O_TMPFILE ? " O_TMPFILE" : (int)a[1] & O_CREAT ? " O_CREAT" : "";
    else if (strcmp(name, "fcntl") == 0 && (int)a[1] == F_OFD_SETLK)
        use = ((struct flock *)a[2])->l_type == F_RDLCK ? " F_RDLCK"
            : ((struct flock *)a[2])->l_type == F_WRLCK ? " F_WRLCK" : " F_OFD_UNLCK";
    else if (strcmp(name, "fcntl") == 0 && (int)a[1] == F_OFD_GETLK)
        use = " F_OFD_GETLK";
    else if (strcmp(name, "fcntl") == 0)
        use = (int)a[1] == F_SETLEASE ? ((int)a[2] == F_UNLCK ? " F_UNLCK" : " F_SETLEASE") : (int)a[1] == F_GETLEASE ? " F_GETLEASE" : " F_SETSIG";
    snprintf(text, size, "%s%s", name, use);
}

// An error that tells of somebody else's deed is made true: the deed is done first, and the kernel says what it says.
static int happens_indeed(const char *name, int error, const long a[6])
{
    int is_gone = error == EIDRM || error == EINVAL;
    if (strcmp(name, "rename") == 0 && error == ENOENT)
        return unlink((const char *)a[0]), 1;
    if (strcmp(name, "statx") == 0 && error == ENOENT)
        return unlink((const char *)a[1]), 1;
    if ((strcmp(name, "unlink") == 0 || (strcmp(name, "open") == 0 && !((int)a[1] & O_CREAT))) && error == ENOENT)
        return unlink((const char *)a[0]), 1;
    if ((strcmp(name, "shmctl") == 0 || strcmp(name, "shmat") == 0) && is_gone && a[1] != IPC_INFO && a[1] != SHM_INFO)
        return shmctl((int)a[0], IPC_RMID, NULL), 1;
    if (strcmp(name, "shmget") == 0 && error == ENOENT)
        return shmctl(shmget((key_t)a[0], 0, 0), IPC_RMID, NULL), 1;
    if (strcmp(name, "semget") == 0 && error == ENOENT)
        return semctl(semget((key_t)a[0], 1, 0), 0, IPC_RMID), 1;
    if ((strcmp(name, "semctl") == 0 || strcmp(name, "semtimedop") == 0) && is_gone)
        return semctl((int)a[0], 0, IPC_RMID), 1;
    if (strcmp(name, "semtimedop") == 0 && error == ERANGE)
        return semctl((int)a[0], 0, SETVAL, 1), 1;
    return 0;
}

// Whether a semaphore's memory is still there is asked when some time has passed: a call that comes and goes would shift the numbers of others.
static int is_timed(const char *name, const long a[6])
{
    const struct timespec *timeout = (const struct timespec *)a[4];
    return strcmp(name, "syscall") == 0 && a[0] == SYS_futex && (int)a[2] == FUTEX_WAIT && timeout != NULL && timeout->tv_sec == 0
        && timeout->tv_nsec == 0;
}

// Linux lets go even when these say that something went wrong (close(2)), so a caller must not try again.
static int is_done_all_the_same(const char *name)
{
    return strcmp(name, "close") == 0 || strcmp(name, "shmdt") == 0 || strcmp(name, "munmap") == 0;
}

static long pass(const char *name, function **real, long refusal, const long a[6])
{
    if (*real == NULL)
        *real = (function *)dlsym(dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD), name);
    if (!is_staging && !is_timed(name, a)) {
        int call = count++;
        is_staging = 1;
        if (call < MAX_CALLS)
            label(labels[call], sizeof labels[call], name, a);
        was_hit = was_hit || call == armed_call;
        int is_refused = call == armed_call && !happens_indeed(name, armed_error, a);
        is_staging = 0;
        if (is_refused) {
            if (is_done_all_the_same(name))
                (*real)(a[0], a[1], a[2], a[3], a[4], a[5]);
            errno = armed_error;
            return refusal == RETURNS_THE_ERROR ? armed_error : refusal;
        }
    }
    return (*real)(a[0], a[1], a[2], a[3], a[4], a[5]);
}

// Forgets the calls so far, and lets the one with this number fail; -1 for none.
void fault_arm(int call, int error)
{
    count = 0;
    was_hit = 0;
    armed_error = error;
    armed_call = call;
}

int fault_count(void) { return count; }

int fault_was_hit(void) { return was_hit; }

const char *fault_label(int call) { return labels[call]; }

// The label gives the C function another name here, so that its declaration in a header is not in the way.
#define PASS(name, refusal) \
    long pass_##name(long a, long b, long c, long d, long e, long f) __asm__(#name); \
    long pass_##name(long a, long b, long c, long d, long e, long f) \
    { \
        static function *real; \
        return pass(#name, &real, refusal, (const long[]) { a, b, c, d, e, f }); \
    }

PASS(open, -1)
PASS(close, -1)
PASS(fcntl, -1)
PASS(unlink, -1)
PASS(rename, -1)
PASS(realpath, 0)
PASS(utimensat, -1)
PASS(kill, -1)
PASS(mkdir, -1)
PASS(statx, -1)
PASS(linkat, -1)
PASS(renameat2, -1)
PASS(fchmod, -1)
PASS(pread, -1)
PASS(syscall, -1)
PASS(flock, -1)
PASS(write, -1)
PASS(poll, -1)
PASS(faccessat, -1)
PASS(statvfs, -1)
PASS(getrlimit, -1)
PASS(pthread_sigmask, RETURNS_THE_ERROR)
PASS(sigtimedwait, -1)
PASS(posix_fallocate, RETURNS_THE_ERROR)
PASS(mmap, -1)
PASS(munmap, -1)
PASS(mremap, -1)
PASS(process_vm_readv, -1)
PASS(process_vm_writev, -1)
PASS(clock_gettime, -1)
PASS(shmget, -1)
PASS(shmat, -1)
PASS(shmdt, -1)
PASS(shmctl, -1)
PASS(semget, -1)
PASS(semctl, -1)
PASS(semtimedop, -1)
