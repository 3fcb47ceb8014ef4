// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Quayside.Platform.Keyed.Posix;
using Quayside.Platform.Native;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Native;

/// <summary>Compares what is declared with what the C compiler of this machine says.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public void Every_constant_has_the_value_of_the_headers()
    {
        var constants = Constants(typeof(LibC)).Concat(Constants(typeof(Errno))).ToDictionary();
        Assert.True(constants.Count >= 25);

        Assert.Equal(constants, Measure(constants.Keys.ToDictionary(name => name, name => name)));
    }

    [Fact]
    public void Every_structure_has_the_layout_of_the_headers()
    {
        var ours = new Dictionary<string, long>
        {
            ["shmid_ds"] = Marshal.SizeOf<LibC.shmid_ds>(),
            ["uid"] = Offset<LibC.shmid_ds>("uid"),
            ["cuid"] = Offset<LibC.shmid_ds>("cuid"),
            ["cgid"] = Offset<LibC.shmid_ds>("cgid"),
            ["mode"] = Offset<LibC.shmid_ds>("mode"),
            ["segsz"] = Offset<LibC.shmid_ds>("segsz"),
            ["cpid"] = Offset<LibC.shmid_ds>("cpid"),
            ["lpid"] = Offset<LibC.shmid_ds>("lpid"),
            ["nattch"] = Offset<LibC.shmid_ds>("nattch"),
            ["segsz size"] = nint.Size,
            ["nattch size"] = nint.Size,
            ["semaphore uid"] = Offset<LibC.semid_ds>("uid"),
            ["semaphore cuid"] = Offset<LibC.semid_ds>("cuid"),
            ["semaphore cgid"] = Offset<LibC.semid_ds>("cgid"),
            ["shminfo"] = Marshal.SizeOf<LibC.shminfo>(),
            ["shmmax"] = Offset<LibC.shminfo>("shmmax"),
            ["shmmni"] = Offset<LibC.shminfo>("shmmni"),
            ["shmall"] = Offset<LibC.shminfo>("shmall"),
            ["shm_info"] = Marshal.SizeOf<LibC.shm_info>(),
            ["used_ids"] = Offset<LibC.shm_info>("used_ids"),
            ["shm_tot"] = Offset<LibC.shm_info>("shm_tot"),
            ["statvfs"] = Marshal.SizeOf<LibC.statvfs_status>(),
            ["statvfs frsize"] = Offset<LibC.statvfs_status>("frsize"),
            ["statvfs blocks"] = Offset<LibC.statvfs_status>("blocks"),
            ["statvfs bavail"] = Offset<LibC.statvfs_status>("bavail"),
            ["statvfs files"] = Offset<LibC.statvfs_status>("files"),
            ["statvfs favail"] = Offset<LibC.statvfs_status>("favail"),
            ["statvfs flag"] = Offset<LibC.statvfs_status>("flag"),
            ["rlimit"] = Marshal.SizeOf<LibC.rlimit>(),
            ["rlimit cur"] = Offset<LibC.rlimit>("cur"),
            ["rlimit max"] = Offset<LibC.rlimit>("max"),
            ["sigset_t"] = Marshal.SizeOf<LibC.sigset_t>(),
            ["flock"] = Marshal.SizeOf<LibC.flock>(),
            ["lock type"] = Offset<LibC.flock>("type"),
            ["lock whence"] = Offset<LibC.flock>("whence"),
            ["lock start"] = Offset<LibC.flock>("start"),
            ["lock length"] = Offset<LibC.flock>("len"),
            ["lock process"] = Offset<LibC.flock>("pid"),
            ["semaphore mode"] = Offset<LibC.semid_ds>("mode"),
            ["otime"] = Offset<LibC.semid_ds>("otime"),
            ["otime size"] = sizeof(long),
            ["semid_ds fits"] = 1,
            ["sembuf"] = Marshal.SizeOf<LibC.sembuf>(),
            ["num"] = Offset<LibC.sembuf>("num"),
            ["op"] = Offset<LibC.sembuf>("op"),
            ["flg"] = Offset<LibC.sembuf>("flg"),
            ["timespec"] = Marshal.SizeOf<LibC.timespec>(),
            ["sec"] = Offset<LibC.timespec>("sec"),
            ["nsec"] = Offset<LibC.timespec>("nsec"),
            ["statx"] = Marshal.SizeOf<LibC.statx_status>(),
            ["statx uid"] = Offset<LibC.statx_status>("uid"),
            ["statx gid"] = Offset<LibC.statx_status>("gid"),
            ["statx mode"] = Offset<LibC.statx_status>("mode"),
            ["statx nlink"] = Offset<LibC.statx_status>("nlink"),
            ["statx ino"] = Offset<LibC.statx_status>("ino"),
            ["statx size"] = Offset<LibC.statx_status>("size"),
            ["statx blocks"] = Offset<LibC.statx_status>("blocks"),
            ["statx dev_major"] = Offset<LibC.statx_status>("dev_major"),
            ["statx dev_minor"] = Offset<LibC.statx_status>("dev_minor"),
            ["sem_t"] = SemaphoreWords.Size,
            ["futex_waitv"] = Marshal.SizeOf<LibC.futex_waitv>(),
            ["futex_waitv val"] = Offset<LibC.futex_waitv>("val"),
            ["futex_waitv uaddr"] = Offset<LibC.futex_waitv>("uaddr"),
            ["futex_waitv flags"] = Offset<LibC.futex_waitv>("flags"),
            ["SYS_futex"] = LibC.SYS_futex,
            ["SYS_futex_waitv"] = LibC.SYS_futex_waitv,
            ["O_NOFOLLOW"] = LibC.O_NOFOLLOW,
            ["O_TMPFILE"] = LibC.O_TMPFILE,
        };
        var theirs = new Dictionary<string, string>
        {
            ["shmid_ds"] = "sizeof(struct shmid_ds)",
            ["uid"] = "offsetof(struct shmid_ds, shm_perm.uid)",
            ["cuid"] = "offsetof(struct shmid_ds, shm_perm.cuid)",
            ["cgid"] = "offsetof(struct shmid_ds, shm_perm.cgid)",
            ["mode"] = "offsetof(struct shmid_ds, shm_perm.mode)",
            ["segsz"] = "offsetof(struct shmid_ds, shm_segsz)",
            ["cpid"] = "offsetof(struct shmid_ds, shm_cpid)",
            ["lpid"] = "offsetof(struct shmid_ds, shm_lpid)",
            ["nattch"] = "offsetof(struct shmid_ds, shm_nattch)",
            ["segsz size"] = "sizeof(((struct shmid_ds *)0)->shm_segsz)",
            ["nattch size"] = "sizeof(((struct shmid_ds *)0)->shm_nattch)",
            ["semaphore uid"] = "offsetof(struct semid_ds, sem_perm.uid)",
            ["semaphore cuid"] = "offsetof(struct semid_ds, sem_perm.cuid)",
            ["semaphore cgid"] = "offsetof(struct semid_ds, sem_perm.cgid)",
            ["shminfo"] = "sizeof(struct shminfo)",
            ["shmmax"] = "offsetof(struct shminfo, shmmax)",
            ["shmmni"] = "offsetof(struct shminfo, shmmni)",
            ["shmall"] = "offsetof(struct shminfo, shmall)",
            ["shm_info"] = "sizeof(struct shm_info)",
            ["used_ids"] = "offsetof(struct shm_info, used_ids)",
            ["shm_tot"] = "offsetof(struct shm_info, shm_tot)",
            ["statvfs"] = "sizeof(struct statvfs)",
            ["statvfs frsize"] = "offsetof(struct statvfs, f_frsize)",
            ["statvfs blocks"] = "offsetof(struct statvfs, f_blocks)",
            ["statvfs bavail"] = "offsetof(struct statvfs, f_bavail)",
            ["statvfs files"] = "offsetof(struct statvfs, f_files)",
            ["statvfs favail"] = "offsetof(struct statvfs, f_favail)",
            ["statvfs flag"] = "offsetof(struct statvfs, f_flag)",
            ["rlimit"] = "sizeof(struct rlimit)",
            ["rlimit cur"] = "offsetof(struct rlimit, rlim_cur)",
            ["rlimit max"] = "offsetof(struct rlimit, rlim_max)",
            ["sigset_t"] = "sizeof(sigset_t)",
            ["flock"] = "sizeof(struct flock)",
            ["lock type"] = "offsetof(struct flock, l_type)",
            ["lock whence"] = "offsetof(struct flock, l_whence)",
            ["lock start"] = "offsetof(struct flock, l_start)",
            ["lock length"] = "offsetof(struct flock, l_len)",
            ["lock process"] = "offsetof(struct flock, l_pid)",
            ["semaphore mode"] = "offsetof(struct semid_ds, sem_perm.mode)",
            ["otime"] = "offsetof(struct semid_ds, sem_otime)",
            ["otime size"] = "sizeof(((struct semid_ds *)0)->sem_otime)",
            ["semid_ds fits"] = string.Create(
                CultureInfo.InvariantCulture, $"sizeof(struct semid_ds) <= {Marshal.SizeOf<LibC.semid_ds>()}"),
            ["sembuf"] = "sizeof(struct sembuf)",
            ["num"] = "offsetof(struct sembuf, sem_num)",
            ["op"] = "offsetof(struct sembuf, sem_op)",
            ["flg"] = "offsetof(struct sembuf, sem_flg)",
            ["timespec"] = "sizeof(struct timespec)",
            ["sec"] = "offsetof(struct timespec, tv_sec)",
            ["nsec"] = "offsetof(struct timespec, tv_nsec)",
            ["statx"] = "sizeof(struct statx)",
            ["statx uid"] = "offsetof(struct statx, stx_uid)",
            ["statx gid"] = "offsetof(struct statx, stx_gid)",
            ["statx mode"] = "offsetof(struct statx, stx_mode)",
            ["statx nlink"] = "offsetof(struct statx, stx_nlink)",
            ["statx ino"] = "offsetof(struct statx, stx_ino)",
            ["statx size"] = "offsetof(struct statx, stx_size)",
            ["statx blocks"] = "offsetof(struct statx, stx_blocks)",
            ["statx dev_major"] = "offsetof(struct statx, stx_dev_major)",
            ["statx dev_minor"] = "offsetof(struct statx, stx_dev_minor)",
            ["sem_t"] = "sizeof(sem_t)",
            ["futex_waitv"] = "sizeof(struct futex_waitv)",
            ["futex_waitv val"] = "offsetof(struct futex_waitv, val)",
            ["futex_waitv uaddr"] = "offsetof(struct futex_waitv, uaddr)",
            ["futex_waitv flags"] = "offsetof(struct futex_waitv, flags)",
            ["SYS_futex"] = "SYS_futex",
            ["SYS_futex_waitv"] = "SYS_futex_waitv",
            ["O_NOFOLLOW"] = "O_NOFOLLOW",
            ["O_TMPFILE"] = "O_TMPFILE",
        };

        Assert.Equal(ours, Measure(theirs));
    }

    private static IEnumerable<KeyValuePair<string, long>> Constants(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => field is { IsLiteral: true, FieldType.IsPrimitive: true })
        .Select(field => KeyValuePair.Create(field.Name, Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)));

    private static long Offset<T>(string field) => Marshal.OffsetOf<T>(field);

    /// <summary>Compiles and runs a program that prints the expressions, one a line.</summary>
    private static Dictionary<string, long> Measure(Dictionary<string, string> expressions)
    {
        var compiler = Tool.Require("cc");
        using var directory = new PrivateDirectory();
        var prints = expressions.Values.Select(text => $"    printf(\"%lld\\n\", (long long)({text}));");
        File.WriteAllLines(directory["measure.c"],
        [
            "#define _GNU_SOURCE",
            "#include <errno.h>",
            "#include <fcntl.h>",
            "#include <stddef.h>",
            "#include <stdio.h>",
            "#include <limits.h>",
            "#include <linux/futex.h>",
            "#include <poll.h>",
            "#include <semaphore.h>",
            "#include <signal.h>",
            "#include <sys/file.h>",
            "#include <sys/ipc.h>",
            "#include <sys/mman.h>",
            "#include <sys/resource.h>",
            "#include <sys/sem.h>",
            "#include <sys/shm.h>",
            "#include <sys/stat.h>",
            "#include <sys/statvfs.h>",
            "#include <sys/syscall.h>",
            "#include <time.h>",
            "#include <unistd.h>",
            "int main(void) {",
            .. prints,
            "    return 0;",
            "}",
        ]);
        _ = Tool.Output(compiler, ["-o", directory["measure"], directory["measure.c"]]);
        var values = Tool.Output(directory["measure"], []).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return expressions.Keys.Zip(values, (name, value) => (name, long.Parse(value, CultureInfo.InvariantCulture))).ToDictionary();
    }
}
