using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Commands;

/// <summary>Arguments and options that several verbs take.</summary>
public static class Words
{
    public static Option<string> Tenant() =>
        new("--tenant")
        {
            HelpName = "SLUG",
            Description = "the workspace: what stands before the host name in its address",
            Required = true,
        };

    public static Option<string> Email() =>
        new("--email")
        {
            HelpName = "ADDRESS",
            Description = "the address with which the person signs in",
            Required = true,
        };

    public static Argument<string> ExistingFile(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(MustExist);
        return argument;
    }

    public static Option<string> ExistingFileOption(string name, string helpName, string description)
    {
        var option = new Option<string>(name)
        {
            HelpName = helpName,
            Description = description,
            Required = true,
        };
        option.Validators.Add(MustExist);
        return option;
    }

    public static Option<int> Number(string name, string description, int least, int most, int standard) =>
        new(name)
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result =>
            {
                if (
                    int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most
                )
                {
                    return number;
                }

                result.AddError($"{name} is a number from {least} to {most}.");
                return standard;
            },
        };

    /// <exception cref="CommandUsageException">There is no such tenant.</exception>
    public static async Task<TenantInfo> FindTenantAsync(string slug, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<ITenantStore>().FindBySlugAsync(slug, cancellationToken)
        ?? throw new CommandUsageException($"There is no tenant {slug}.");

    private static void MustExist(SymbolResult result)
    {
        if (result.Tokens is [var path] && !File.Exists(path.Value))
        {
            result.AddError($"{path.Value} is not there.");
        }
    }
}
