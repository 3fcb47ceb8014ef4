// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
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
            ["mode"] = Offset<LibC.shmid_ds>("mode"),
            ["segsz"] = Offset<LibC.shmid_ds>("segsz"),
            ["cpid"] = Offset<LibC.shmid_ds>("cpid"),
            ["lpid"] = Offset<LibC.shmid_ds>("lpid"),
            ["nattch"] = Offset<LibC.shmid_ds>("nattch"),
            ["segsz size"] = nint.Size,
            ["nattch size"] = nint.Size,
            ["semaphore uid"] = Offset<LibC.semid_ds>("uid"),
            ["semaphore cuid"] = Offset<LibC.semid_ds>("cuid"),
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
            ["semaphore uid"] = Offset<LibC.semid_ds>("uid"),
            ["semaphore cuid"] = Offset<LibC.semid_ds>("cuid"),
            ["record_lock"] = Marshal.SizeOf<LibC.record_lock>(),
            ["type"] = Offset<LibC.record_lock>("type"),
            ["whence"] = Offset<LibC.record_lock>("whence"),
            ["start"] = Offset<LibC.record_lock>("start"),
            ["len"] = Offset<LibC.record_lock>("len"),
            ["pid"] = Offset<LibC.record_lock>("pid"),
            ["nsec"] = Offset<LibC.timespec>("nsec"),
            ["statx"] = Marshal.SizeOf<LibC.statx_status>(),
            ["statx uid"] = Offset<LibC.statx_status>("uid"),
            ["statx mode"] = Offset<LibC.statx_status>("mode"),
            ["statx nlink"] = Offset<LibC.statx_status>("nlink"),
            ["statx ino"] = Offset<LibC.statx_status>("ino"),
            ["statx size"] = Offset<LibC.statx_status>("size"),
            ["statx blocks"] = Offset<LibC.statx_status>("blocks"),
            ["statx dev_major"] = Offset<LibC.statx_status>("dev_major"),
            ["statx dev_minor"] = Offset<LibC.statx_status>("dev_minor"),
            ["sem_t"] = Marshal.SizeOf<LibC.sem_t>(),
            ["O_NOFOLLOW"] = LibC.O_NOFOLLOW,
            ["O_TMPFILE"] = LibC.O_TMPFILE,
        };
        var theirs = new Dictionary<string, string>
        {
            ["shmid_ds"] = "sizeof(struct shmid_ds)",
            ["uid"] = "offsetof(struct shmid_ds, shm_perm.uid)",
            ["mode"] = "offsetof(struct shmid_ds, shm_perm.mode)",
            ["segsz"] = "offsetof(struct shmid_ds, shm_segsz)",
            ["cpid"] = "offsetof(struct shmid_ds, shm_cpid)",
            ["lpid"] = "offsetof(struct shmid_ds, shm_lpid)",
            ["nattch"] = "offsetof(struct shmid_ds, shm_nattch)",
            ["segsz size"] = "sizeof(((struct shmid_ds *)0)->shm_segsz)",
            ["nattch size"] = "sizeof(((struct shmid_ds *)0)->shm_nattch)",
            ["semaphore uid"] = "offsetof(struct semid_ds, sem_perm.uid)",
            ["semaphore cuid"] = "offsetof(struct semid_ds, sem_perm.cuid)",
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
            ["semaphore uid"] = "offsetof(struct semid_ds, sem_perm.uid)",
            ["semaphore cuid"] = "offsetof(struct semid_ds, sem_perm.cuid)",
            ["record_lock"] = "sizeof(struct flock)",
            ["type"] = "offsetof(struct flock, l_type)",
            ["whence"] = "offsetof(struct flock, l_whence)",
            ["start"] = "offsetof(struct flock, l_start)",
            ["len"] = "offsetof(struct flock, l_len)",
            ["pid"] = "offsetof(struct flock, l_pid)",
            ["nsec"] = "offsetof(struct timespec, tv_nsec)",
            ["statx"] = "sizeof(struct statx)",
            ["statx uid"] = "offsetof(struct statx, stx_uid)",
            ["statx mode"] = "offsetof(struct statx, stx_mode)",
            ["statx nlink"] = "offsetof(struct statx, stx_nlink)",
            ["statx ino"] = "offsetof(struct statx, stx_ino)",
            ["statx size"] = "offsetof(struct statx, stx_size)",
            ["statx blocks"] = "offsetof(struct statx, stx_blocks)",
            ["statx dev_major"] = "offsetof(struct statx, stx_dev_major)",
            ["statx dev_minor"] = "offsetof(struct statx, stx_dev_minor)",
            ["sem_t"] = "sizeof(sem_t)",
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
            "#include <semaphore.h>",
            "#include <signal.h>",
            "#include <sys/file.h>",
            "#include <sys/ipc.h>",
            "#include <sys/mman.h>",
            "#include <sys/sem.h>",
            "#include <sys/shm.h>",
            "#include <sys/stat.h>",
            "#include <time.h>",
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
