using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace CustomerService.ComponentTests;

/// <summary>bUnit asks for a version of its diffing library that is not the one beside it.</summary>
internal static class BunitAssemblies
{
    [ModuleInitializer]
    internal static void Resolve() =>
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "AngleSharp.Diffing"
                ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
                : null;
}
