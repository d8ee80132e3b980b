using System.CommandLine;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using Microsoft.Extensions.Localization;

namespace CustomerService.Web.Commands;

/// <summary>A verb that runs over the same composition that serves, without its loops.</summary>
internal abstract class VerbCommand : Command
{
    /// <param name="description">What it does, in one line of the help.</param>
    protected VerbCommand(string name, string description)
        : base(name, description) => SetAction(ComposeAndRunAsync);

    /// <summary>Settings as for serving (<c>--Database:Provider=…</c>), which win over those of the installation.</summary>
    public string[] Settings { get; set; } = [];

    /// <returns>The exit code: 0 when it worked.</returns>
    /// <exception cref="CommandUsageException">The words make no sense for this installation.</exception>
    protected abstract Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken);

    private async Task<int> ComposeAndRunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var builder = WebHost.CreateBuilder(Settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = WebHost.Build(builder);
        try
        {
            return await RunAsync(words, app.Services, cancellationToken);
        }
        catch (BusinessException e)
        {
            await Console.Error.WriteLineAsync(app.Services.GetRequiredService<IStringLocalizer>().Sentence(e));
            return 1;
        }
        catch (CommandUsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommandLine.WrongUsage;
        }
    }
}
