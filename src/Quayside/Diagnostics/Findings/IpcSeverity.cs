// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>How much a finding matters.</summary>
public enum IpcSeverity
{
    /// <summary>Good to know; nothing is wrong.</summary>
    Note,

    /// <summary>Nothing is wrong yet, or it cannot be told from here.</summary>
    Warning,

    /// <summary>Something is dead, and still there.</summary>
    Problem,
}
