// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;

namespace Quayside.CrashSteps;

/// <summary>This process's part in one Quayside segment, of whatever kind.</summary>
internal sealed class Part(string kind, IpcKey key, QuaysideSegmentOptions options)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private RobustLock? _lock;
    private ChangeSignal? _signal;
    private LiveValue<Block>? _value;
    private LiveBuffer? _buffer;
    private FramePart? _frames;

    /// <summary>Reads a number.</summary>
    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Does one operation and says how it went.</summary>
    public string Do(string verb) => (kind, verb) switch
    {
        ("lock", "open") => Done(_lock = RobustLock.Open(key, options)),
        ("lock", "enter") => $"{_lock!.TryEnter(_patience)}",
        ("lock", "enter-async") => $"{_lock!.TryEnterAsync(_patience).AsTask().GetAwaiter().GetResult()}",
        ("lock", "leave") => Done(_lock!.Leave),
        ("lock", "mark-consistent") => Done(_lock!.MarkConsistent),
        ("signal", "open") => Done(_signal = ChangeSignal.Open(key, options)),
        ("signal", "open-read-only") => Done(_signal = ChangeSignal.OpenReadOnly(key, options)),
        ("signal", "write") => $"{_signal!.Publish()}",
        ("signal", "wait") => Wait(_signal!),
        ("signal", "wait-async") => $"{_signal!.WaitForChangeAsync(_signal.Version, _patience).AsTask().GetAwaiter().GetResult()}",
        ("value", "open") => Done(_value = LiveValue<Block>.Open(key, options)),
        ("value", "open-read-only") => Done(_value = LiveValue<Block>.OpenReadOnly(key, options)),
        ("value", "write") => $"{_value!.Write(Block.Of(_value.Version + 1))}",
        ("value", "read") => $"{Block.NumberOf(_value!.Read())}",
        ("value", "resign") => Done(_value!.Resign),
        ("buffer", "open") => Done(_buffer = LiveBuffer.Open(key, Block.Length, options)),
        ("buffer", "open-read-only") => Done(_buffer = LiveBuffer.OpenReadOnly(key, options)),
        ("buffer", "write") => Write(_buffer!),
        ("buffer", "resign") => Done(_buffer!.Resign),
        ("buffer", "read") => $"{_buffer!.TryRead(out var bytes, out _)} {bytes?.Length}",
        ("frames" or "looks", _) when verb != "dispose" => (_frames ??= new FramePart(key, options)).Do(verb),
        (_, "dispose") => Dispose(),
        _ => $"error: a {kind} cannot '{verb}'",
    };

    private static string Done(Action work)
    {
        work();
        return "done";
    }

    private static string Done(object opened) => $"opened {opened.GetType().Name}";

    private static string Wait(ChangeSignal signal)
    {
        var version = signal.Version;
        return $"{signal.WaitForChange(ref version, _patience)}";
    }

    // As many bytes as the version, all of them the version.
    private static string Write(LiveBuffer buffer)
    {
        var version = (int)buffer.Version + 1;
        return $"{buffer.Write(Enumerable.Repeat((byte)version, version).ToArray())}";
    }

    private string Dispose()
    {
        _lock?.Dispose();
        _signal?.Dispose();
        _value?.Dispose();
        _buffer?.Dispose();
        _frames?.Dispose();
        return "disposed";
    }
}
