// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Waiting;

/// <summary>A word for which a thread waits.</summary>
internal interface IWaitedWord
{
    /// <summary>Gets whether a wait is to be gone on with: the word has changed, or nobody will wake for it any more. From any thread.</summary>
    /// <param name="seen">The word on which the thread sleeps.</param>
    bool NeedsLook(ulong seen);
}
