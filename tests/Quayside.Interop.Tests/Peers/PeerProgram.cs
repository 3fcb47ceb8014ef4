// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Interop.Tests.Peers;

/// <summary>The programs that stand in for each other in these tests.</summary>
public enum PeerProgram
{
    /// <summary>A Qt 5 program with QSharedMemory.</summary>
    Qt5,

    /// <summary>A program with QSharedMemory of the Qt 6 before 6.6 that the system has.</summary>
    Qt6,

    /// <summary>A Qt 6.8 program; it takes part when <c>./test --qt68</c> has made it.</summary>
    Qt68,

    /// <summary>A C# program with <c>Quayside.Qt.QSharedMemory</c>.</summary>
    QuaysideQt,

    /// <summary>A C# program with <c>Quayside.SharedMemory</c>.</summary>
    Quayside,
}
