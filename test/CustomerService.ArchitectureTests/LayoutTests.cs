using System.Reflection;
using CustomerService.Framework.Modularity;
using CustomerService.Web;
using Microsoft.AspNetCore.Components;

namespace CustomerService.ArchitectureTests;

/// <summary>
/// A layout that names itself as its layout (an <c>@layout</c> in an _Imports.razor above it) wraps itself until the
/// memory is gone.
/// </summary>
public sealed class LayoutTests
{
    [Fact]
    public void Should_Not_Wrap_A_Layout_In_Itself() =>
        typeof(WebModule)
            .GetCustomAttribute<DependsOnAttribute>()!
            .Modules.Select(m => m.Assembly)
            .Distinct()
            .SelectMany(a => a.GetTypes())
            .Where(t => typeof(LayoutComponentBase).IsAssignableFrom(t))
            .Where(WrapsItself)
            .Select(t => t.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Should_Catch_A_Planted_Offender() => WrapsItself(typeof(SelfishLayout)).ShouldBeTrue();

    private static bool WrapsItself(Type layout)
    {
        var seen = new HashSet<Type>();
        for (var type = layout; type is not null; type = type.GetCustomAttribute<LayoutAttribute>()?.LayoutType)
        {
            if (!seen.Add(type))
            {
                return true;
            }
        }

        return false;
    }

    [Layout(typeof(SelfishLayout))]
    private sealed class SelfishLayout : LayoutComponentBase;
}
