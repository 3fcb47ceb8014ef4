// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace Quayside.CrashHost;

/// <summary>What a test can tell this process to do. It has at most one segment and one scope at a time.</summary>
internal sealed class Desk : IDisposable
{
    private SharedMemory? _memory;
    private SharedMemoryLock _held;
    private readonly Counter _counter = new();
    private readonly Waits _waits = new();
    private readonly Participant _participant = new();
    private readonly FrameParticipant _frames = new();

    /// <summary>Does one command and says how it went.</summary>
    public string Do(string[] words) => words switch
    {
        ["create", var key, var size] => Keep(SharedMemory.Create(Key(key), Number(size))),
        ["attach", var key] => Keep(SharedMemory.Attach(Key(key))),
        ["attach-read-only", var key] => Keep(SharedMemory.Attach(Key(key), SharedMemoryAccess.ReadOnly)),
        ["create-or-attach", var key, var size] => Keep(SharedMemory.CreateOrAttach(Key(key), Number(size))),
        ["replace", var key, var size] => Keep(SharedMemory.Replace(Key(key), Number(size))),
        ["publish", var key, var size, var value] => Keep(SharedMemory.Publish(Key(key), (int)Number(size), bytes => bytes.Fill((byte)Number(value)))),
        ["publish-for-ever", var key, var size] => Keep(SharedMemory.Publish(Key(key), (int)Number(size), FillForEver)),
        ["remove", var key] => $"{SharedMemory.Remove(Key(key))}",
        ["break", var key] => $"{SharedMemory.BreakLock(Key(key))}",
        ["lock"] => Lock(),
        ["unlock"] => $"{_held.Release()}",
        ["write", var offset, var value] => Write(Number(offset), (byte)Number(value)),
        ["read", var offset] => Read(Number(offset)),
        ["dispose"] => Dismiss(),
        ["count", var key, var times] => Counting.UnderLock(Key(key), Number(times)),
        ["count-without-lock", var key, var times] => Counting.WithoutLock(Key(key), Number(times)),
        ["recreate-like-qt", var key, var times] => QtHabits.Recreate(Key(key), Number(times)),
        ["qt-produce", var key] => QtTestHelpers.Produce(Key(key)),
        ["qt-consume", var key] => QtTestHelpers.Consume(Key(key)),
        ["qt-write-read-only", var key] => QtTestHelpers.WriteReadOnly(Key(key)),
        ["qt-use-too-much", var key, var size] => QtTestHelpers.UseTooMuch(Key(key), Number(size)),
        ["churn", var key, var seed] => Churn.Forever(Key(key), (int)Number(seed)),
        ["wait", .. var rest] => _waits.Do(rest),
        ["semaphore", .. var rest] => _counter.Do(rest),
        ["scribble", var path, var seed] => Hostility.Scribble(path, (int)Number(seed)),
        ["endure", var kind, var key, var seconds, var seed] => Endurance.Endure(kind, key, (int)Number(seconds), (int)Number(seed)),
        ["hide-proc"] => HideProc(),
        ["use-everything", var type, var name] => Everything.UseOnce(type, name),
        ["everything", var type, var name] => Everything.Use(type, name),
        ["stretch", var key] => Stretch.Run(key),
        ["robust", .. var rest] => _participant.Do(rest),
        ["frames", .. var rest] => _frames.Do(rest),
        _ => $"error: unknown command '{string.Join(' ', words)}'",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = Dismiss();
        _counter.Dispose();
        _waits.Dispose();
        _participant.Dispose();
        _frames.Dispose();
    }

    /// <summary>Reads a key: Qt's text form, or else a text as QSharedMemory takes it.</summary>
    private static IpcKey Key(string text) => IpcKey.TryParse(text, out var key) ? key : IpcKey.Legacy(text);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    // Tells that it has begun, and never ends.
    private static void FillForEver(Span<byte> bytes)
    {
        bytes[..(bytes.Length / 2)].Fill(byte.MaxValue);
        Console.WriteLine("filling");
        Thread.Sleep(Timeout.Infinite);
    }

    // The runtime cannot start without it, so it goes when the runtime has started. To be asked in a mount namespace of its own only.
    private static string HideProc()
    {
        using var mount = Process.Start("mount", ["-t", "tmpfs", "none", "/proc"]);
        mount.WaitForExit();
        return mount.ExitCode == 0 && !Directory.Exists("/proc/self") ? "hidden" : "error: /proc is still there";
    }

    private string Keep(SharedMemory memory)
    {
        // The earlier one is still attached while the new one is made, as in a program that replaces its picture.
        _memory?.Dispose();
        _memory = memory;
        return $"{memory.Origin} {memory.Size}";
    }

    private string Lock()
    {
        _held = _memory!.Lock();
        return "locked";
    }

    private string Write(long offset, byte value)
    {
        using var view = _memory!.Pin();
        view.Slice(offset, 1)[0] = value;
        return "written";
    }

    private string Read(long offset)
    {
        using var view = _memory!.Pin();
        return view.ReadOnlySlice(offset, 1)[0].ToString(CultureInfo.InvariantCulture);
    }

    private string Dismiss()
    {
        _held.Dispose();
        _memory?.Dispose();
        _memory = null;
        return "disposed";
    }
}
