using CustomerService.Web;
using CustomerService.Web.Commands;

// A first word that is a verb runs it and ends; everything else serves.
return await CommandLine.RunAsync(args) ?? await WebHost.ServeAsync(args);
