// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Participants;

namespace Quayside.Waiting;

/// <summary>A word that somebody waits for, as the pump sees it. Every member is called with the pump's gate held.</summary>
internal interface IWordWatch
{
    /// <summary>Gets whether nobody waits any more.</summary>
    bool IsEmpty { get; }

    /// <summary>Gets or sets the group that has it on its list; null while nobody waits.</summary>
    WaitGroup? Group { get; set; }

    /// <summary>Looks at the word, and ends the waits that are over: come true, out of time, or of an object that has been disposed.</summary>
    /// <param name="now">The time, by <see cref="System.Diagnostics.Stopwatch"/>.</param>
    /// <returns>When to look again though the word be the same, by the same clock.</returns>
    long Look(long now);

    /// <summary>Prepares a sleep, so that whoever changes the word wakes.</summary>
    /// <param name="word">What to sleep on.</param>
    /// <returns>Whether to; if not, the word changed meanwhile or its object has been disposed, and it is to be looked at again at once.</returns>
    bool TryPrepare(out AwaitedWord word);

    /// <summary>Gets whether it is to be looked at though nobody has woken: the word has changed, or nobody will wake any more.</summary>
    bool NeedsLook();
}
