// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Quayside.Platform.Native;

/// <summary>Declarations of the system calls that the Windows API has no function for; no logic.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class NtDll
{
    public const int SemaphoreBasicInformation = 0;
    public const int ObjectBasicInformation = 0;

    // The Windows API cannot ask for the count of a semaphore without changing it.
    [LibraryImport("ntdll", EntryPoint = "NtQuerySemaphore")]
    public static partial int NtQuerySemaphore(
        SafeWaitHandle semaphore, int informationClass, SEMAPHORE_BASIC_INFORMATION* information, int length, nint returnLength);

    // Nor can it ask how many handles there are of an object.
    [LibraryImport("ntdll", EntryPoint = "NtQueryObject")]
    public static partial int NtQueryObject(
        SafeHandle handle, int informationClass, PUBLIC_OBJECT_BASIC_INFORMATION* information, int length, nint returnLength);

    [LibraryImport("ntdll", EntryPoint = "RtlNtStatusToDosError")]
    public static partial int RtlNtStatusToDosError(int status);

    /// <summary>SEMAPHORE_BASIC_INFORMATION: what NtQuerySemaphore tells.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SEMAPHORE_BASIC_INFORMATION
    {
        public int CurrentCount;
        public int MaximumCount;
    }
    /// <summary>PUBLIC_OBJECT_BASIC_INFORMATION: what NtQueryObject tells of an object (winternl.h).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PUBLIC_OBJECT_BASIC_INFORMATION
    {
        public uint Attributes;
        public uint GrantedAccess;
        public uint HandleCount;
        public uint PointerCount;
        public fixed uint Reserved[10];
    }
}
