namespace CustomerService.Framework.Blazor.Menus;

/// <summary>
/// Adds a module's pages to the menus; registers itself as a singleton by
/// <c>context.Services.AddSingleton&lt;IMenuContributor, XMenuContributor&gt;()</c>.
/// </summary>
public interface IMenuContributor
{
    IEnumerable<MenuItem> Contribute();
}
