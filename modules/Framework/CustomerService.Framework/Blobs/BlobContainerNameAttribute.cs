using System.Reflection;

namespace CustomerService.Framework.Blobs;

/// <summary>Part of the files' paths: a new name leaves the old files behind.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BlobContainerNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    internal static string Of(Type container) =>
        container.GetCustomAttribute<BlobContainerNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{container} carries no [BlobContainerName].");
}
