// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Quayside.Platform.Defaults;

namespace Quayside.Tests.Conventions;

/// <summary>What each layer may know of the others, read from what was compiled.</summary>
public sealed class LayerTests
{
    private static readonly Assembly _product = typeof(SharedMemory).Assembly;
    private static readonly Assembly _platform = typeof(PlatformDefaults).Assembly;

    [Fact]
    public void The_platform_layer_references_nothing_above_it() =>
        Assert.DoesNotContain(_platform.GetReferencedAssemblies(), name => name.Name!.StartsWith("Quayside", StringComparison.Ordinal));

    [Fact]
    public void The_platform_layer_has_no_public_types() => Assert.Empty(_platform.GetExportedTypes());

    [Fact]
    public void The_product_uses_no_mechanism_by_name()
    {
        var used = ReferencedNamespaces(_product);

        Assert.Contains("Quayside.Platform.Keyed", used);
        Assert.DoesNotContain(used, name => name.StartsWith("Quayside.Platform.Keyed.", StringComparison.Ordinal));
        Assert.DoesNotContain(used, name => name.StartsWith("Quayside.Platform.Participants.", StringComparison.Ordinal) || name.StartsWith("Quayside.Platform.Objects", StringComparison.Ordinal));
        Assert.DoesNotContain("Quayside.Platform.Native", used);
    }

    [Fact]
    public void The_product_is_compiled_without_unsafe_code_and_the_platform_with()
    {
        // The compiler marks a module in which unsafe code is allowed.
        Assert.DoesNotContain(_product.ManifestModule.CustomAttributes, IsMarkOfUnsafe);
        Assert.Contains(_platform.ManifestModule.CustomAttributes, IsMarkOfUnsafe);
    }

    [Fact]
    public void Every_public_type_that_can_be_inherited_from_is_meant_to_be() =>
        Assert.All(_product.GetExportedTypes().Where(type => type.IsClass), type => Assert.True(type.IsSealed, $"{type} is open."));

    private static bool IsMarkOfUnsafe(CustomAttributeData attribute) =>
        attribute.AttributeType.FullName == "System.Security.UnverifiableCodeAttribute";

    private static HashSet<string> ReferencedNamespaces(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Namespace))];
    }
}
