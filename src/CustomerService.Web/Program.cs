using CustomerService.Web;
using CustomerService.Web.Commands;
using CustomerService.Web.Settings;

// A first word that is a verb runs it and ends; everything else serves.
return await StartFailure.GuardAsync(async () => await CommandLine.RunAsync(args) ?? await WebHost.ServeAsync(args));
