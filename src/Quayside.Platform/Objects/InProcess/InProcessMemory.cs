// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Memory;

namespace Quayside.Platform.Objects.InProcess;

/// <summary>Zeroed memory of this process, aligned to a page as mapped memory is. The finalizer frees it unless its owner has.</summary>
internal sealed unsafe class InProcessMemory : SharedMapping
{
    private const int PageSize = 4096;

    private readonly nint _allocation;

    private InProcessMemory(nint allocation, nint start, long length)
        : base(start, length) => _allocation = allocation;

    /// <summary>Allocates memory.</summary>
    /// <param name="size">Size in bytes, at least 1.</param>
    /// <exception cref="OutOfMemoryException">There is no room.</exception>
    public static InProcessMemory Allocate(long size)
    {
        var length = Math.Max(size, sizeof(ulong));
        var allocation = (nint)NativeMemory.AllocZeroed(checked((nuint)length + PageSize - 1)); // Holds: freed once, in Unmap.
        return new InProcessMemory(allocation, (allocation + PageSize - 1) & ~(nint)(PageSize - 1), length);
    }

    /// <inheritdoc/>
    protected override bool Unmap(nint address)
    {
        NativeMemory.Free((void*)_allocation); // Holds: called once, when no reference to this object is left or its owner has disposed it.
        return true;
    }
}
