// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Runtime.InteropServices;
using Quayside.Qt;

namespace Quayside.CrashHost;

/// <summary>What the helper programs of Qt's own tests do, and a test that must not do it in its own process.</summary>
internal static class QtTestHelpers
{
    private const int Rounds = 5;
    private const int Tries = 5000;

    /// <summary>Puts a sign five times, each time waiting for an answer, and then the end.</summary>
    public static string Produce(IpcKey key)
    {
        using var memory = new QSharedMemory(key);
        if (!memory.Create(1024) && !(memory.Error == SharedMemoryError.AlreadyExists && memory.Attach()))
        {
            return $"error {memory.Error} {memory.ErrorString}";
        }

        Console.WriteLine("ready");
        for (var round = 0; round < Rounds; round++)
        {
            Put(memory, 'Q');
            while (Volatile.Read(ref memory.Data[0]) == 'Q')
            {
                Thread.Sleep(1);
            }
        }

        Put(memory, 'E');

        // The consumers must find the end: stay until told that they have.
        _ = Console.ReadLine();
        return "produced";
    }

    /// <summary>Answers each sign until the end.</summary>
    public static string Consume(IpcKey key)
    {
        using var memory = new QSharedMemory(key);
        for (var tries = 0; !memory.Attach(); tries++)
        {
            if (tries == Tries || memory.Error is not (SharedMemoryError.NotFound or SharedMemoryError.KeyError))
            {
                return $"error {memory.Error} {memory.ErrorString}";
            }

            Thread.Sleep(1);
        }

        for (var isOver = false; !isOver;)
        {
            _ = memory.Lock();
            isOver = memory.Data[0] == 'E';
            if (memory.Data[0] == 'Q')
            {
                memory.Data[0] = 0;
            }

            _ = memory.Unlock();
            Thread.Sleep(1);
        }

        return memory.Detach() ? "consumed" : "not detached";
    }

    /// <summary>Writes past the guard of <see cref="QSharedMemory.Data"/> into what is mapped for reading: the process ends.</summary>
    public static string WriteReadOnly(IpcKey key)
    {
        using var memory = new QSharedMemory(key);
        _ = memory.Create(1024, SharedMemoryAccess.ReadOnly);
        _ = memory.Lock();
        Console.WriteLine("about to write");
        MemoryMarshal.GetReference(memory.ConstData) = 1;
        return "survived";
    }

    /// <summary>Makes segments until there is no room, and tells how many there were and what the last object says.</summary>
    public static string UseTooMuch(IpcKey key, long size)
    {
        var memories = new List<QSharedMemory>();
        try
        {
            while (true)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{key.LegacyKey}-{memories.Count}");
                var memory = new QSharedMemory(IpcKey.Legacy(name, key.Type));
                memories.Add(memory);
                if (!memory.Create(size))
                {
                    return $"{memories.Count - 1} {memory.Error} {memory.Key == name} {memory.IsAttached} {memory.Size} {memory.Attach()} {memory.Detach()}";
                }
            }
        }
        finally
        {
            memories.ForEach(memory => memory.Dispose());
        }
    }

    private static void Put(QSharedMemory memory, char sign)
    {
        _ = memory.Lock();
        memory.Data[0] = (byte)sign;
        _ = memory.Unlock();
    }
}
