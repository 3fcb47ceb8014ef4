// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>The mechanism that a key belongs to. The numbers are QNativeIpcKey::Type's (Qt 6.6).</summary>
public enum IpcKeyType
{
    /// <summary>No mechanism: the key of a default <see cref="IpcKey"/>.</summary>
    Invalid = 0,

    /// <summary>System V segments and semaphores behind key files.</summary>
    SystemV = 0x51,
}
