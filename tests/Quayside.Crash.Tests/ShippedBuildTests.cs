// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Quayside.Platform.Common;
using Quayside.Testing;
using Quayside.Torture;

namespace Quayside.Crash.Tests;

/// <summary>The places at which tests kill a process are in a build for tests, and in no other.</summary>
public sealed class ShippedBuildTests
{
    private const byte Call = 0x28;

    private static readonly string _forTests =
        Path.GetDirectoryName(Repository.Executable("tests/Quayside.CrashSteps", "Quayside.CrashSteps"))!;

    [Fact]
    public void What_is_shipped_calls_no_crash_point() =>
        Assert.Equal((0, 0), (CallsOfCrashPoints(typeof(SharedMemory).Assembly.Location), CallsOfCrashPoints(typeof(CrashPoint).Assembly.Location)));

    [Fact]
    public void What_tests_kill_calls_them()
    {
        Assert.NotEqual(0, CallsOfCrashPoints(Path.Combine(_forTests, "Quayside.dll")));
        Assert.NotEqual(0, CallsOfCrashPoints(Path.Combine(_forTests, "Quayside.Platform.dll")));
    }

    private static int CallsOfCrashPoints(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var calls = Members(metadata).Select(CallOf).ToArray();
        return metadata.MethodDefinitions
            .Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress)
            .Where(address => address != 0)
            .Select(address => file.GetMethodBody(address).GetILBytes()!)
            .Sum(code => calls.Count(call => code.AsSpan().IndexOf(call) >= 0));
    }

    // All members of CrashPoint, by which another assembly or its own calls them.
    private static IEnumerable<EntityHandle> Members(MetadataReader metadata) =>
        metadata.MemberReferences
            .Select(handle => (Handle: (EntityHandle)handle, metadata.GetMemberReference(handle).Parent))
            .Where(member => member.Parent.Kind == HandleKind.TypeReference
                && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name, nameof(CrashPoint)))
            .Select(member => member.Handle)
            .Concat(metadata.MethodDefinitions
                .Where(handle => metadata.StringComparer.Equals(metadata.GetMethodDefinition(handle).Name, nameof(CrashPoint.Reached)))
                .Select(handle => (EntityHandle)handle));

    private static byte[] CallOf(EntityHandle method) => [Call, .. BitConverter.GetBytes(MetadataTokens.GetToken(method))];
}
