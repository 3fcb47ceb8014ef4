// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.CrashHost;

/// <summary>What Qt's own example does with each new picture: detach, then create in another size.</summary>
internal static class QtHabits
{
    /// <summary>Detaches and creates; any user of the segment that stays attached in between makes the second one fail.</summary>
    public static string Recreate(IpcKey key, long times)
    {
        using var memory = new QSharedMemory(key);
        for (var round = 1; round <= times; round++)
        {
            if (!memory.Create(round))
            {
                return $"round {round}: {memory.ErrorString}";
            }

            _ = memory.Lock();
            memory.Data.Fill((byte)(round % byte.MaxValue));
            _ = memory.Unlock();
            Thread.Sleep(1);
            if (!memory.Detach())
            {
                return $"round {round}: not detached";
            }
        }

        return "recreated";
    }
}
