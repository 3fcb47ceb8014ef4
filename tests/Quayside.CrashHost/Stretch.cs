// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.CrashHost;

/// <summary>A stretch of operations between two system calls that a tracer recognises, and none in between if nobody waits.</summary>
/// <param name="key">The key of the signal; the others have keys made from it.</param>
internal sealed class Stretch(string key) : IDisposable
{
    private const int Times = 1000;

    private readonly RobustLock _lock = RobustLock.Open($"{key} lock");
    private readonly ChangeSignal _signal = ChangeSignal.Open(key);
    private readonly LiveValue<long> _value = LiveValue<long>.Open($"{key} value");
    private readonly FramePublisher _publisher = FramePublisher.Open($"{key} frames", FrameParticipant.Shape);
    private readonly FrameReader _reader = FrameReader.Open($"{key} frames");

    /// <summary>Does everything that is done without waiting.</summary>
    /// <param name="key">The key.</param>
    public static string Run(string key)
    {
        // Methods are compiled when they are called for the first time, which takes system calls.
        using var rehearsal = new Stretch($"{key} rehearsal");
        rehearsal.DoAll();

        using var stretch = new Stretch(key);
        Mark("begins");
        for (var i = 0; i < Times; i++)
        {
            stretch.DoAll();
        }

        Mark("ends");
        return "done";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        _signal.Dispose();
        _value.Dispose();
        _publisher.Dispose();
        _reader.Dispose();
    }

    private static void Mark(string what) => _ = Directory.Exists($"/the stretch {what}");

    private void DoAll()
    {
        var known = _signal.Version;
        _ = _lock.Enter();
        _lock.Leave();
        _ = _value.Write(known);
        _ = _value.Read();
        _ = _signal.Publish();
        _ = _signal.WaitForChange(ref known, Timeout.InfiniteTimeSpan);
        using (var draft = _publisher.Borrow(FrameParticipant.Shape))
        {
            draft.Pixels[0] = 1;
            _ = draft.Publish();
        }

        _ = _reader.TryTake(out var frame, Timeout.InfiniteTimeSpan);
        using (frame)
        {
            _ = frame.Pixels[0];
        }
    }
}
