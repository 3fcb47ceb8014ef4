// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.CrashHost;

/// <summary>What a test can tell this process to do with Quayside segments. It has at most one of each kind at a time.</summary>
internal sealed class Participant : IDisposable
{
    private RobustLock? _lock;
    private LiveValue<long>? _value;
    private LiveBuffer? _buffer;
    private long _version;

    /// <summary>Does one command and says how it went.</summary>
    public string Do(string[] words)
    {
        try
        {
            return words switch
            {
                ["open-lock", var key, var mode] => Done(_lock = RobustLock.Open(key, Options(mode))),
                ["enter", var milliseconds] => $"{_lock!.TryEnter(TimeSpan.FromMilliseconds(Number(milliseconds)))}",
                ["leave"] => Done(_lock!.Leave),
                ["mark-consistent"] => Done(_lock!.MarkConsistent),
                ["open-value", var key, var mode] => Done(_value = LiveValue<long>.Open(key, Options(mode))),
                ["read-value", var key, var mode] => Done(_value = LiveValue<long>.OpenReadOnly(key, Options(mode))),
                ["write", var value] => $"{_value!.Write(Number(value))}",
                ["read"] => _value!.TryRead(out var value) ? $"{value}" : "nothing",
                ["wait", var milliseconds] => $"{_value!.WaitForChange(ref _version, TimeSpan.FromMilliseconds(Number(milliseconds)))} {_version}",
                ["open-buffer", var key, var capacity] => Done(_buffer = LiveBuffer.Open(key, (int)Number(capacity))),
                ["dispose"] => Done(Dispose),
                _ => $"error: unknown command '{string.Join(' ', words)}'",
            };
        }
        catch (QuaysideException exception)
        {
            return $"error {exception.Error} {exception.NativeErrorCode} {exception.Message}";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock?.Dispose();
        _value?.Dispose();
        _buffer?.Dispose();
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static QuaysideSegmentOptions Options(string octalMode) => new() { UnixMode = (UnixFileMode)Convert.ToInt32(octalMode, 8) };

    private static string Done(object? opened) => opened is null ? "nothing" : "done";

    private static string Done(Action work)
    {
        work();
        return "done";
    }
}
