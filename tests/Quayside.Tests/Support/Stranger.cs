// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Keyed.SystemV;

namespace Quayside.Tests.Support;

/// <summary>Another user, nobody, who puts objects under names before their rightful user comes.</summary>
internal static class Stranger
{
    /// <summary>The user's id, and that of the group.</summary>
    public const uint Id = 65534;

    /// <summary>Runs a shell script as that user, or skips the test.</summary>
    public static void Run(string script)
    {
        Assert.SkipUnless(Tool.IsRoot, "Only root can act as another user.");
        _ = Tool.Output(
            Tool.Require("setpriv"), [$"--reuid={Id}", $"--regid={Id}", "--clear-groups", "sh", "-euc", "cd /; umask 0; " + script]);
    }

    /// <summary>Makes a file in /dev/shm that everybody may write, without memory behind it.</summary>
    public static void MakeFile(string path, long size) => Run($"truncate -s {size} '{path}'");

    /// <summary>Makes an object of System V that everybody may write, and its key file.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="call">Perl, in which $key is the key.</param>
    public static void MakeSystemV(string path, string call)
    {
        Run($"[ -e '{path}' ] || : > '{path}'");
        Assert.True(KeyFile.TryDerive(path, SystemVBackend.QtProject, out var key));
        _ = Tool.Require("perl");
        Run(string.Create(CultureInfo.InvariantCulture, $"perl -e '$key = {key}; {call} or die \"$!\"'"));
    }

    /// <summary>Makes a segment of System V that everybody may write.</summary>
    public static void MakeSystemVSegment(string path, long size) => MakeSystemV(path, $"defined shmget($key, {size}, 01666)");

    /// <summary>Makes a semaphore of System V that everybody may use, with one unit.</summary>
    public static void MakeSystemVSemaphore(string path) => MakeSystemV(path, "defined($id = semget($key, 1, 01666)) and semctl($id, 0, 16, 1)");

    /// <summary>Removes what was made under a key of System V.</summary>
    public static void RemoveSystemV(IpcKey key)
    {
        foreach (var path in new[] { key.NativeName, key.NativeLockName }.Distinct())
        {
            if (KeyFile.TryDerive(path, SystemVBackend.QtProject, out var number))
            {
                foreach (var kind in new[] { "-M", "-S" })
                {
                    _ = Tool.Run("ipcrm", [kind, string.Create(CultureInfo.InvariantCulture, $"0x{number:x8}")]);
                }
            }

            File.Delete(path);
        }
    }
}
