// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Waiting;

/// <summary>How long waiters go without a look of their own.</summary>
/// <remarks>
/// A wake can be lost only with a process that is killed. Who has not waited for long looks often, so that a kill costs little; who has waited
/// for longer sleeps until it is woken, and the <see cref="Keeper"/> looks for it.
/// </remarks>
internal static class WaitTimes
{
    /// <summary>The longest sleep of one who has not waited for long.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    /// <summary>From here on a wait is a long one.</summary>
    public static readonly TimeSpan Brief = TimeSpan.FromSeconds(1);

    /// <summary>How often the keeper looks for those who wait for long.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>The longest sleep of all, in numbers that every system can take; who wakes goes on waiting.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);
}
