// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Interop.Tests.Peers;

/// <summary>The programs that stand in for each other in these tests.</summary>
public enum PeerProgram
{
    /// <summary>A Qt 5 program with QSharedMemory.</summary>
    Qt5,

    /// <summary>A Qt 6 program with QSharedMemory.</summary>
    Qt6,

    /// <summary>A C# program with <c>Quayside.Qt.QSharedMemory</c>.</summary>
    QuaysideQt,

    /// <summary>A C# program with <c>Quayside.SharedMemory</c>.</summary>
    Quayside,
}
