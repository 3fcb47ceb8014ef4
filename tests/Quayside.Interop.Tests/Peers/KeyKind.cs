// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Interop.Tests.Peers;

/// <summary>The native keys that Qt 6.6 and later know on Unix.</summary>
public enum KeyKind
{
    /// <summary>A path, with the project id that Qt uses by itself; memory and lock share the key file.</summary>
    SystemV,

    /// <summary>A path with another project id.</summary>
    SystemVWithProject,

    /// <summary>A POSIX name as it is; memory and lock share it.</summary>
    Posix,

    /// <summary>What platformSafeKey makes: a POSIX name with a slash.</summary>
    PosixPlatformSafe,

    /// <summary>What a Qt that was built with POSIX makes of <c>setKey</c>: memory and lock have names of their own.</summary>
    PosixLegacy,
}
