// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Participants;

/// <summary>Sleeps on many words at once. One thread sleeps; any thread may interrupt it.</summary>
/// <remarks>
/// A sleep may end early, so whoever sleeps looks at the words afterwards. It counts as one sleeper on each of its words: where one is to
/// be woken, that may be this one. Nothing of it outlives the process.
/// </remarks>
internal abstract class AddressWaiter
{
    /// <summary>Gets the most words that one sleep can be on.</summary>
    public abstract int Capacity { get; }

    /// <summary>
    /// Sleeps until a word is another than was seen, somebody who changed one wakes, <see cref="Interrupt"/> has been called since the last
    /// sleep ended, or time is up. Blocks.
    /// </summary>
    /// <param name="words">The words, none or up to <see cref="Capacity"/>. Their segments may be disposed meanwhile.</param>
    /// <param name="slice">The longest time.</param>
    public void Sleep(ReadOnlySpan<AwaitedWord> words, TimeSpan slice)
    {
        foreach (var word in words)
        {
            word.Segment.Sleepers?.Add(word.Offset, this);
        }

        SleepOn(words, slice);
        foreach (var word in words)
        {
            word.Segment.Sleepers?.Remove(word.Offset, this);
        }
    }

    /// <summary>Ends the sleep, or the next one if there is none now. Does not block; calls the kernel once for each sleep at most.</summary>
    public abstract void Interrupt();

    /// <summary>Sleeps, registered with the words' <see cref="ParticipantSegment.Sleepers"/>, whose wakes call <see cref="Interrupt"/>.</summary>
    /// <inheritdoc cref="Sleep"/>
    protected abstract void SleepOn(ReadOnlySpan<AwaitedWord> words, TimeSpan slice);
}
