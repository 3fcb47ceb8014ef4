// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.FaultHost;

/// <summary>Segments under the very keys that the next files will stand for: ftok(3) keeps 16 bits of the inode, and tmpfs counts through.</summary>
internal static class TakenKeys
{
    private const int Project = 'Q';
    private const int Exclusively = 0x780; // IPC_CREAT | IPC_EXCL | 0600
    private const int Remove = 0;

    // Of the next files, one is the lock's and one the segment's; two more are tried in vain before a free key is found.
    private const int HowMany = 4;

    /// <summary>Takes them until the end of the scene.</summary>
    public static void Prepare(Stage stage)
    {
        var probe = Path.Combine(Environment.GetEnvironmentVariable("TMPDIR")!, "probe");
        File.Create(probe).Dispose();
        var last = Shim.Derive(probe, Project);
        File.Delete(probe);
        for (var next = 1; next <= HowMany; next++)
        {
            stage.Keep(new Taken(Shim.MakeSegment((last & ~0xFFFF) | ((last + next) & 0xFFFF), 1, Exclusively)));
        }
    }

    private sealed class Taken(int id) : IDisposable
    {
        public void Dispose() => _ = Shim.ControlSegment(id, Remove, 0);
    }
}
