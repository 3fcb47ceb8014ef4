// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Runtime.InteropServices;

namespace Quayside.Imaging.Tests;

/// <summary>Memory that ends where no memory is: whoever reads on behind it ends the process.</summary>
internal sealed unsafe partial class GuardedBytes : MemoryManager<byte>
{
    private const int PageSize = 4096;
    private const int ReadAndWrite = 3;
    private const int PrivateAndAnonymous = 0x22;

    private readonly nuint _length;
    private nint _start;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">The most bytes that it shall hold.</param>
    public GuardedBytes(int capacity)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mmap");
        _length = (nuint)((capacity + PageSize - 1) / PageSize * PageSize);
        _start = mmap(0, _length + PageSize, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        Assert.NotEqual(-1, _start);
        Assert.Equal(0, mprotect(_start + (nint)_length, PageSize, 0));
    }

    /// <summary>Puts bytes at the very end.</summary>
    public Span<byte> Put(ReadOnlySpan<byte> bytes)
    {
        var place = GetSpan()[^bytes.Length..];
        bytes.CopyTo(place);
        return place;
    }

    public override Span<byte> GetSpan() => new((void*)_start, (int)_length);

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (_start != 0)
        {
            _ = munmap(_start, _length + PageSize);
            _start = 0;
        }
    }

    [LibraryImport("libc")]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport("libc")]
    private static partial int mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nuint length);
}
