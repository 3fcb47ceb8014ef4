// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

// Runs a program in a sandbox that refuses a system call with EPERM, as profiles of containers and services do (seccomp(2)):
//   refuse CALL [SECOND_ARGUMENT] -- PROGRAM [ARGUMENT...]

#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static long number_of(const char *call)
{
    return strcmp(call, "fcntl") == 0 ? SYS_fcntl
        : strcmp(call, "linkat") == 0 ? SYS_linkat
        : strcmp(call, "statx") == 0 ? SYS_statx
        : strcmp(call, "fallocate") == 0 ? SYS_fallocate
        : -1;
}

int main(int count, char **words)
{
    int has_argument = count > 2 && strcmp(words[2], "--") != 0;
    int program = has_argument ? 4 : 3;
    if (count <= program || number_of(words[1]) < 0) {
        fprintf(stderr, "usage: refuse CALL [SECOND_ARGUMENT] -- PROGRAM [ARGUMENT...]\n");
        return 64;
    }

    struct sock_filter any[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number_of(words[1]), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_filter one[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number_of(words[1]), 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, has_argument ? (unsigned)atoi(words[2]) : 0, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = { has_argument ? 6 : 4, has_argument ? one : any };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        perror("refuse: seccomp");
        return 71;
    }

    execvp(words[program], words + program);
    perror(words[program]);
    return 127;
}
