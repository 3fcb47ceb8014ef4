// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;

namespace Quayside.Benchmarks.Robust;

/// <summary>A value of 64 bytes, as in benchmarks/c/reference.c.</summary>
[InlineArray(8)]
internal struct Payload
{
    private ulong _first;
}
