// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Stops a program at an access whose answer is not known yet.</summary>
internal sealed class Pause : Exception
{
    private Pause()
    {
    }

    /// <summary>Gets the only one: it says nothing but that it was thrown.</summary>
    public static Pause Now { get; } = new();
}
