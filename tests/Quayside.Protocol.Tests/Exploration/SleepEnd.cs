// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Why a sleep ended, or did not begin.</summary>
internal enum SleepEnd
{
    WordIsAnother,
    Woken,
    TimeIsOver,
}
