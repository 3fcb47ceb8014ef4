// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Quayside.Platform.Memory;

namespace Quayside.Participants;

/// <summary>Describes types of live values in words that are equal in every program that declares the type alike.</summary>
internal static class TypeDescription
{
    /// <summary>What the trimmer must leave.</summary>
    public const DynamicallyAccessedMemberTypes Fields = DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields;

    private const string BackingField = ">k__BackingField";

    /// <summary>Describes a type: its name, its fields in order, its size.</summary>
    /// <exception cref="NotSupportedException">It holds addresses, which mean nothing in another process.</exception>
    public static string Of<[DynamicallyAccessedMembers(Fields)] T>()
        where T : unmanaged
    {
        var fields = typeof(T).IsPrimitive || typeof(T).IsEnum
            ? []
            : typeof(T).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

        // Reflection promises no order. Tokens have that of the declaration, and where there are none, compiled ahead of time, so has the list.
        if (fields.All(field => field.HasMetadataToken()))
        {
            Array.Sort(fields, (left, right) => left.MetadataToken.CompareTo(right.MetadataToken));
        }

        foreach (var type in fields.Select(field => field.FieldType).Append(typeof(T)))
        {
            if (type.IsPointer || type.IsFunctionPointer || type == typeof(nint) || type == typeof(nuint))
            {
                throw new NotSupportedException($"{typeof(T).Name} holds addresses ({type.Name}), which mean nothing in another process. Use offsets.");
            }
        }

        var list = string.Join("; ", fields.Select(field => $"{NameOf(field.FieldType)} {NameOf(field)}"));
        return $"LiveValue<{NameOf(typeof(T))}>{(list.Length == 0 ? string.Empty : $" {{ {list} }}")}, {SharedWords.SizeOf<T>()} bytes";
    }

    // A field of a generic type is told from one with other arguments by them alone: fields of fields are not listed.
    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : type.Name;

    private static string NameOf(FieldInfo field) =>
        field.Name.EndsWith(BackingField, StringComparison.Ordinal) ? field.Name[1..^BackingField.Length] : field.Name;
}
