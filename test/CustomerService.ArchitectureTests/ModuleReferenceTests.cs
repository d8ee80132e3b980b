namespace CustomerService.ArchitectureTests;

/// <summary>Modules meet in Contracts, along the edges of the plan, and in no circle.</summary>
public sealed class ModuleReferenceTests
{
    private const string Prefix = "CustomerService.";

    /// <summary>Who may ask or listen to whom, besides Tenants and Identity, which everybody may.</summary>
    private static readonly Dictionary<string, string[]> Edges = new()
    {
        ["Sla"] = ["Tickets"],
        ["Routing"] = ["Tickets", "Sla"],
        ["Knowledge"] = ["Tickets"],
        ["Notifications"] = ["Tickets", "Sla", "Routing", "Billing"],
        ["Channels"] = ["Tickets", "Customers"],
        ["Assist"] = ["Tickets", "Knowledge"],
        ["Insights"] = ["Tickets", "Sla", "Routing"],
        ["Portal"] = ["Tickets", "Knowledge", "Identity", "Sla", "Routing", "Verification"],
        ["Verification"] = ["Tickets", "Notifications"],
        ["Billing"] = ["Tenants"],
    };

    [Fact]
    public void Should_Find_The_Modules() => Repository.Modules.ShouldContain("Tickets");

    [Fact]
    public void Should_Reference_Only_Along_The_Plan() => Repository.Projects.SelectMany(Offences).ShouldBeEmpty();

    [Theory]
    [InlineData("CustomerService.Tickets", "CustomerService.Sla.Contracts")]
    [InlineData("CustomerService.Sla", "CustomerService.Tickets")]
    [InlineData("CustomerService.Sla.Blazor", "CustomerService.Sla")]
    [InlineData("CustomerService.Sla.Blazor", "CustomerService.Framework.EntityFrameworkCore")]
    [InlineData("CustomerService.Sla", "CustomerService.Framework.Hangfire")]
    [InlineData("CustomerService.Sla.Contracts", "CustomerService.Tickets.Contracts")]
    [InlineData("CustomerService.Tenants", "CustomerService.Identity.Contracts")]
    public void Should_Catch_A_Planted_Offender(string project, string reference) =>
        Offences(new Project(project, "modules/Planted", [reference])).ShouldNotBeEmpty();

    private static IEnumerable<string> Offences(Project project)
    {
        if (
            !project.Folder.StartsWith("modules", StringComparison.Ordinal)
            || project.Name.StartsWith(Prefix + "Framework", StringComparison.Ordinal)
        )
        {
            return [];
        }

        return project
            .References.Where(reference => !IsAllowed(project.Name, reference))
            .Select(reference => $"{project.Name} → {reference}");
    }

    private static bool IsAllowed(string project, string reference)
    {
        var (module, layer) = Split(project);
        var (target, targetLayer) = Split(reference);
        if (target == "Framework")
        {
            return layer switch
            {
                "Contracts" => targetLayer == "",
                "Blazor" => targetLayer is "" or "Blazor",
                _ => module == "Portal" ? targetLayer is "" or "Blazor" : targetLayer is "" or "EntityFrameworkCore",
            };
        }

        return targetLayer == "Contracts" && layer != "Contracts" && (target == module || IsEdge(module, target));
    }

    private static bool IsEdge(string module, string target) =>
        target == "Tenants"
        || (target == "Identity" && module != "Tenants")
        || (Edges.TryGetValue(module, out var targets) && targets.Contains(target));

    private static (string Module, string Layer) Split(string project)
    {
        var parts = project[Prefix.Length..].Split('.');
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
