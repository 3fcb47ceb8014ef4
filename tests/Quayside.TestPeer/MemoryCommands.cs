// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Quayside.TestPeer;

/// <summary>The commands that work on one object; their words count from the one behind the object's name.</summary>
internal static class MemoryCommands
{
    private static readonly Dictionary<string, Func<PeerMemory, string[], string>> _commands = new()
    {
        ["setkey"] = (memory, words) => SetKey(() => memory.GiveKey(words[0])),
        ["setnativekey"] = (memory, words) => SetKey(() => memory.SetNativeKey(IpcKey.Native(Wire.Text(words[0])!, IpcKey.LegacyDefaultType))),
        ["key"] = (memory, _) => Wire.Show(memory.NativeIpcKey.LegacyKey),
        ["nativekey"] = (memory, _) => Wire.Show(memory.NativeIpcKey is { IsEmpty: false } key ? key.NativeName : null),
        ["nativeipckey"] = (memory, _) => Wire.Show(memory.NativeIpcKey is { IsValid: true } key ? key.ToString() : null),
        ["create"] = (memory, words) => Wire.Show(memory.Create(Wire.Number(words[0]), Access(words, 1))),
        ["attach"] = (memory, words) => Wire.Show(memory.Attach(Access(words, 0))),
        ["detach"] = (memory, _) => Wire.Show(memory.Detach()),
        ["isattached"] = (memory, _) => Wire.Show(memory.IsAttached),
        ["size"] = (memory, _) => Wire.Show(memory.Size),
        ["lock"] = (memory, _) => Wire.Show(memory.Lock()),
        ["lock-within"] = (memory, words) => Wire.Show(memory.Lock(TimeSpan.FromMilliseconds(Wire.Number(words[0])))),
        ["unlock"] = (memory, _) => Wire.Show(memory.Unlock()),
        ["error"] = (memory, _) => Wire.Show((long)memory.Error),
        ["errorstring"] = (memory, _) => Wire.Show(memory.ErrorString),
        ["fill"] = (memory, words) => Fill(memory, (int)Wire.Number(words[0])),
        ["checksum"] = (memory, _) => Checksum(memory),
        ["read"] = (memory, words) => Wire.Show(memory.ConstData.Slice((int)Wire.Number(words[0]), (int)Wire.Number(words[1]))),
        ["write"] = (memory, words) => Write(memory, (int)Wire.Number(words[0]), Wire.Bytes(words[1])),
        ["counter"] = (memory, words) => Wire.Show(Count(memory, Wire.Number(words[0]), locked: true)),
        ["counter-without-lock"] = (memory, words) => Wire.Show(Count(memory, Wire.Number(words[0]), locked: false)),
        ["picture-put"] = (memory, words) => Wire.Show(PictureCommands.Put(memory, Wire.Text(words[0]), Wire.Text(words[2])!)),
        ["picture-get"] = (memory, words) => PictureCommands.Get(memory, Wire.Text(words[1])!),
        ["pixels-put"] = (memory, words) => Wire.Show(PixelCommands.Put(memory, words)),
        ["pixels-get"] = (memory, words) => PixelCommands.Get(memory, words[0]),
        ["replace"] = (memory, words) => Wire.Show(((DotNetMannersMemory)memory).Replace(Wire.Number(words[0]))),
        ["create-or-attach"] = (memory, words) => Wire.Show(((DotNetMannersMemory)memory).CreateOrAttach(Wire.Number(words[0]))),
        ["remove"] = (memory, _) => Wire.Show(((DotNetMannersMemory)memory).Remove()),
        ["break-lock"] = (memory, words) => Wire.Show(((DotNetMannersMemory)memory).BreakLock(force: words is ["force"])),
        ["origin"] = (memory, _) => ((DotNetMannersMemory)memory).Origin.ToString(),
    };

    public static string Run(string verb, PeerMemory memory, string[] words) => _commands[verb](memory, words);

    private static SharedMemoryAccess Access(string[] words, int at) =>
        words.ElementAtOrDefault(at) == "ro" ? SharedMemoryAccess.ReadOnly : SharedMemoryAccess.ReadWrite;

    private static string SetKey(Action set)
    {
        set();
        return Wire.Show(true);
    }

    private static string Checksum(PeerMemory memory) => Wire.Show(SHA256.HashData(memory.ConstData));

    private static string Fill(PeerMemory memory, int seed)
    {
        new Random(seed).NextBytes(memory.Data);
        return Checksum(memory);
    }

    private static string Write(PeerMemory memory, int offset, byte[]? bytes)
    {
        bytes.CopyTo(memory.Data[offset..]);
        return Wire.Show(true);
    }

    /// <remarks>Gives the processor away between read and write, so that a lock that does not exclude shows.</remarks>
    private static bool Count(PeerMemory memory, long rounds, bool locked)
    {
        ref var counter = ref MemoryMarshal.Cast<byte, long>(memory.Data)[0];
        for (var round = 0L; round < rounds; round++)
        {
            if (locked && !memory.Lock())
            {
                return false;
            }

            var value = Volatile.Read(ref counter);
            Thread.Yield();
            Volatile.Write(ref counter, value + 1);
            if (locked && !memory.Unlock())
            {
                return false;
            }
        }

        return true;
    }
}
