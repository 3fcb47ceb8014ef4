// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.CrashHost;

/// <summary>Uses one key in every way, in random order and without a pause, until the process is killed.</summary>
internal static class Churn
{
    private const int LargestSize = 3 * 4096;

    /// <summary>Never returns; says "churning" when it has done its work once, so that all code is compiled and a kill hits the work.</summary>
    public static string Forever(IpcKey key, int seed)
    {
        var random = new Random(seed);
        for (long round = 0; ; round++)
        {
            try
            {
                using var memory = Obtain(key, random);
                for (var i = random.Next(4); i > 0; i--)
                {
                    using var held = memory.Lock();
                    held.Span.Fill((byte)i);
                }
            }
            catch (SharedMemoryException exception) when (exception.Error
                is SharedMemoryError.AlreadyExists or SharedMemoryError.NotFound or SharedMemoryError.InvalidSize)
            {
                // Another process was quicker; that is the point of it.
            }

            if (round == 0)
            {
                Console.WriteLine("churning");
            }
        }
    }

    private static SharedMemory Obtain(IpcKey key, Random random)
    {
        var size = random.Next(1, LargestSize);
        return random.Next(4) switch
        {
            0 => SharedMemory.Create(key, size),
            1 => SharedMemory.Attach(key),
            2 => SharedMemory.CreateOrAttach(key, size),
            _ => SharedMemory.Replace(key, size),
        };
    }
}
