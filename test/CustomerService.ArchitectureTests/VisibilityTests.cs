using System.Reflection;
using CustomerService.Framework.Modularity;

namespace CustomerService.ArchitectureTests;

/// <summary>
/// Everything but the contract is internal: of a module's middle project the host sees its module class and nothing
/// else.
/// </summary>
public sealed class VisibilityTests
{
    public static TheoryData<string> MiddleProjects => [.. Repository.Modules.Where(m => m != "Portal")];

    [Theory, MemberData(nameof(MiddleProjects))]
    public void Should_Keep_The_Middle_Project_Internal(string module) =>
        Offences(Assembly.Load("CustomerService." + module)).ShouldBeEmpty();

    [Fact]
    public void Should_Catch_A_Planted_Offender() => Offences(typeof(VisibilityTests).Assembly).ShouldContain(nameof(VisibilityTests));

    private static IEnumerable<string> Offences(Assembly assembly) =>
        assembly.GetExportedTypes().Where(t => !t.IsSubclassOf(typeof(CustomerServiceModule))).Select(t => t.Name);
}
