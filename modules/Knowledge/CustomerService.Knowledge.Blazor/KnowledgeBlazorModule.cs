using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Blazor.Palette;
using CustomerService.Framework.Blazor.Slots;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Blazor.Components;
using CustomerService.Tickets.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Blazor;

[DependsOn(typeof(FrameworkBlazorModule))]
public sealed class KnowledgeBlazorModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddSingleton<IMenuContributor, KnowledgeMenuContributor>();
        context.Services.AddTransient<IPaletteSource, ArticlePalette>();
        context.Services.AddTransient<IReplySource, ArticleReplies>();
        context.Services.AddTransient<ISetupStep, ArticlesStep>();
        context.Services.AddSlot("ticket.knowledge", typeof(ArticlesPanel), 60);
    }
}
